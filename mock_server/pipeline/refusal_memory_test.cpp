#include "mock_server/pipeline/refusal_memory.hpp"

#include <gtest/gtest.h>

#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {
namespace {

KnownRefusal refusal(const std::string& proof) {
  KnownRefusal one;
  one.proof = proof;
  return one;
}

RefusalMemory::Key key(unsigned char number) { return {number}; }

std::string proof_of(RefusalMemory& memory, unsigned char number) {
  const auto found = memory.find(key(number));
  return found ? found->proof : "";
}

TEST(RefusalMemory, GivesWhatWasKept) {
  RefusalMemory memory;
  EXPECT_EQ(memory.find(key(1)), nullptr);
  memory.keep(key(1), refusal("first"));
  memory.keep(key(2), refusal("second"));
  EXPECT_EQ(proof_of(memory, 1), "first");
  EXPECT_EQ(proof_of(memory, 2), "second");
}

TEST(RefusalMemory, ForgetsWhatWasNotAskedForLongest) {
  RefusalMemory memory({.answers_max = 2});
  memory.keep(key(1), refusal("1"));
  memory.keep(key(2), refusal("2"));
  EXPECT_EQ(proof_of(memory, 1), "1");
  memory.keep(key(3), refusal("3"));
  EXPECT_EQ(proof_of(memory, 1), "1");
  EXPECT_EQ(proof_of(memory, 2), "");
  EXPECT_EQ(memory.size(), 2U);
}

TEST(RefusalMemory, IsBoundedInBytes) {
  RefusalMemory memory({.answers_max = 100, .bytes_max = 10'000});
  for (unsigned char i = 0; i < 50; ++i) {
    memory.keep(key(i), refusal(std::string(1000, 'x')));
    EXPECT_LE(memory.bytes(), 10'000U);
  }
  EXPECT_GT(memory.size(), 3U);
  const std::size_t before = memory.size();
  memory.keep(key(99), refusal(std::string(20'000, 'x')));
  EXPECT_EQ(memory.size(), before);
}

class RefusalKey : public testing::Test {
 protected:
  static Request request(const std::string& lines, const std::string& body) {
    return {.head = *parse_head("POST /auth/cancel HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n", {}),
            .body = body};
  }
  RefusalMemory::Key of(const Request& request, std::uint64_t accounts = 1,
                        std::uint64_t bodies = 1, const char* secret = "s") {
    const Credential credential("k", signing::Secret(secret), false);
    const std::optional<std::string> api_key = "k";
    return refusal_key(
        {.request = request, .api_key = api_key, .credential = &credential, .keys = keys_},
        accounts, bodies);
  }
  KeyRing keys_;
};

TEST_F(RefusalKey, IsThatOfWhatIsLookedAt) {
  const auto first = of(request("x-signature: a\r\n", "id=1"));
  EXPECT_EQ(of(request("x-signature: a\r\n", "id=1")), first);
  EXPECT_EQ(of(request("User-Agent: b\r\nx-signature: a\r\naccept: */*\r\n", "id=1")), first);
  EXPECT_NE(of(request("x-signature: b\r\n", "id=1")), first);
  EXPECT_NE(of(request("x-signature: a\r\n", "id=2")), first);
  EXPECT_NE(of(request("x-signature: a\r\nx-timestamp: 1\r\n", "id=1")), first);
  EXPECT_NE(of(request("x-signature: a\r\n", "id=1"), 2), first);
  EXPECT_NE(of(request("x-signature: a\r\n", "id=1"), 1, 2), first);
  EXPECT_NE(of(request("x-signature: a\r\n", "id=1"), 1, 1, "t"), first);
  Request cut = request("x-signature: a\r\n", "id=1");
  cut.following = "2";
  EXPECT_NE(of(cut), first);
}

}  // namespace
}  // namespace everstrike::mock_server
