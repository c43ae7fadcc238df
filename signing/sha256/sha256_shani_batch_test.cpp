// The lanes of sign_batch, also in the widths that this processor's kernel would not choose: the
// AVX-512VL file is the same source as the four lanes here, compiled with other registers.
#include "signing/sha256/sha256_shani_batch.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::signing {
namespace {

struct Lanes {
  std::string name;
  std::size_t width;
  SignLanes sign;
  bool is_usable;
};

void PrintTo(const Lanes& lanes, std::ostream* out) { *out << lanes.name; }

class SignLanesOf : public testing::TestWithParam<Lanes> {};

// Against the portable kernel, which sha256_test.cpp holds against OpenSSL. A batch's bodies have
// equally many blocks, but need not have equally many whole ones: the padding makes up for it.
TEST_P(SignLanesOf, AgreesAtEveryNumberOfBlocks) {
  if (!GetParam().is_usable) GTEST_SKIP() << "this processor lacks what it needs";
  const PreparedKey key("Jefe", kSha256Shani);
  const PreparedKey reference("Jefe", kSha256Portable);
  for (std::size_t num_blocks = 1; num_blocks <= 6; ++num_blocks) {
    const std::size_t shortest = num_blocks == 1 ? 0 : num_blocks * 64 - 72;
    const std::size_t longest = num_blocks * 64 - 9;
    for (std::size_t turn = 0; turn <= longest - shortest; ++turn) {
      std::vector<std::vector<char>> bodies;
      std::vector<std::string_view> views;
      const std::size_t num_groups = turn % 3 == 0 ? 10 : 1;  // more than are prepared at once
      for (std::size_t lane = 0; lane < GetParam().width * num_groups; ++lane) {
        const std::size_t length = shortest + (turn + lane * 23) % (longest - shortest + 1);
        bodies.emplace_back(length, static_cast<char>('!' + lane + turn % 7));
      }
      for (const auto& body : bodies) views.emplace_back(body.data(), body.size());
      std::vector<Signature> signatures(views.size());
      GetParam().sign(signatures.data(), key.pads(), views.data(), num_groups);
      for (std::size_t lane = 0; lane < views.size(); ++lane) {
        ASSERT_EQ(std::string_view(signatures[lane].data(), kSignatureLength),
                  sign(reference, views[lane]))
            << "lane " << lane << ", " << views[lane].size() << " bytes";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Widths, SignLanesOf,
                         testing::Values(Lanes{"two", 2, &sign_two_lanes, cpu_features().has_sha},
                                         Lanes{"three", 3, &sign_three_lanes,
                                               cpu_features().has_sha},
                                         Lanes{"four", 4, &sign_four_lanes, cpu_features().has_sha},
                                         Lanes{"four_avx512vl", 4, &sign_four_lanes_avx512vl,
                                               cpu_features().has_avx512vl}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace everstrike::signing
