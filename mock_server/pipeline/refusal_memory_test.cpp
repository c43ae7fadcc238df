#include "mock_server/pipeline/refusal_memory.hpp"

#include <gtest/gtest.h>

#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::mock_server {
namespace {

diagnosis::Diagnosis found(const std::string& proof) {
  diagnosis::Diagnosis one;
  one.outcome = diagnosis::Outcome::unexplained;
  one.proof = proof;
  return one;
}

RefusalMemory::Key key(unsigned char number) { return {number}; }

TEST(RefusalMemory, LooksOnce) {
  RefusalMemory memory;
  int looks = 0;
  const auto look = [&] {
    ++looks;
    return found("first");
  };
  EXPECT_EQ(memory.find_or(key(1), look).proof, "first");
  EXPECT_EQ(memory.find_or(key(1), look).proof, "first");
  EXPECT_EQ(looks, 1);
  EXPECT_EQ(memory.find_or(key(2), [] { return found("second"); }).proof, "second");
}

TEST(RefusalMemory, ForgetsWhatWasNotAskedForLongest) {
  RefusalMemory memory({.answers_max = 2});
  const auto get = [&](unsigned char number, const char* text) {
    return memory.find_or(key(number), [&] { return found(text); }).proof;
  };
  get(1, "1");
  get(2, "2");
  get(1, "-");
  get(3, "3");
  EXPECT_EQ(get(1, "again"), "1");
  EXPECT_EQ(get(2, "again"), "again");
  EXPECT_EQ(memory.size(), 2U);
}

TEST(RefusalMemory, IsBoundedInBytes) {
  RefusalMemory memory({.answers_max = 100, .bytes_max = 10'000});
  for (unsigned char i = 0; i < 50; ++i) {
    (void)memory.find_or(key(i), [] { return found(std::string(1000, 'x')); });
    EXPECT_LE(memory.bytes(), 10'000U);
  }
  EXPECT_GT(memory.size(), 3U);
  const std::size_t before = memory.size();
  (void)memory.find_or(key(99), [] { return found(std::string(20'000, 'x')); });
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
    return refusal_key({.request = request,
                        .api_key = api_key,
                        .credential = &credential,
                        .keys = keys_},
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
