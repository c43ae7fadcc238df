// Wycheproof's HMAC-SHA256 vectors (C2SP/wycheproof, testvectors_v1/hmac_sha256_test.json), on
// every kernel, if EVERSTRIKE_WYCHEPROOF names the file. It isn't ours, so it isn't in the tree.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "signing/prepared_key.hpp"
#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {
namespace {

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

TEST(Wycheproof, HmacSha256) {
  const char* path = std::getenv("EVERSTRIKE_WYCHEPROOF");
  if (path == nullptr) GTEST_SKIP() << "EVERSTRIKE_WYCHEPROOF names no hmac_sha256_test.json";
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  const auto vectors = nlohmann::json::parse(file);
  ASSERT_EQ(vectors.at("algorithm"), "HMACSHA256");
  int num_tests = 0;
  for (const auto& group : vectors.at("testGroups")) {
    const std::size_t tag_bytes = group.at("tagSize").get<std::size_t>() / 8;
    for (const auto& test : group.at("tests")) {
      ++num_tests;
      const std::string secret = from_hex(test.at("key"));
      const std::string body = from_hex(test.at("msg"));
      const bool is_valid = test.at("result") == "valid";
      for (const Sha256Kernel* kernel : sha256_kernels()) {
        if (!kernel->is_usable()) continue;
        const PreparedKey key(secret, *kernel);
        std::array<unsigned char, kMacBytes> mac{};
        kernel->mac(mac, key.pads(), body);
        const std::string tag(mac.begin(), mac.begin() + static_cast<std::ptrdiff_t>(tag_bytes));
        EXPECT_EQ(tag == from_hex(test.at("tag")), is_valid)
            << kernel->name << ", tcId " << test.at("tcId");
      }
    }
  }
  EXPECT_EQ(num_tests, vectors.at("numberOfTests").get<int>());
}

}  // namespace
}  // namespace everstrike::signing
