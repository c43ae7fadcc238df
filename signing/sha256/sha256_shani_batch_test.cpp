// The pairs of sign_batch at every number of blocks.
#include "signing/sha256/sha256_shani_batch.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::signing {
namespace {

// Against the portable kernel, which sha256_test.cpp holds against OpenSSL. A batch's bodies have
// equally many blocks, but need not have equally many whole ones: the padding makes up for it.
TEST(SignPairs, AgreesAtEveryNumberOfBlocks) {
  if (!cpu_features().has_sha) GTEST_SKIP() << "this processor lacks what it needs";
  const PreparedKey key("Jefe", kSha256Shani);
  const PreparedKey reference("Jefe", kSha256Portable);
  for (std::size_t num_blocks = 1; num_blocks <= 6; ++num_blocks) {
    const std::size_t shortest = num_blocks == 1 ? 0 : num_blocks * 64 - 72;
    const std::size_t longest = num_blocks * 64 - 9;
    for (std::size_t turn = 0; turn <= longest - shortest; ++turn) {
      std::vector<std::vector<char>> bodies;
      std::vector<std::string_view> views;
      const std::size_t num_pairs = turn % 3 == 0 ? 10 : 1;  // more than are prepared at once
      for (std::size_t i = 0; i < 2 * num_pairs; ++i) {
        const std::size_t length = shortest + (turn + i * 23) % (longest - shortest + 1);
        bodies.emplace_back(length, static_cast<char>('!' + i + turn % 7));
      }
      for (const auto& body : bodies) views.emplace_back(body.data(), body.size());
      std::vector<Signature> signatures(views.size());
      sign_pairs(signatures.data(), key.pads(), views.data(), num_pairs);
      for (std::size_t i = 0; i < views.size(); ++i) {
        ASSERT_EQ(std::string_view(signatures[i].data(), kSignatureLength),
                  sign(reference, views[i]))
            << "body " << i << ", " << views[i].size() << " bytes";
      }
    }
  }
}

}  // namespace
}  // namespace everstrike::signing
