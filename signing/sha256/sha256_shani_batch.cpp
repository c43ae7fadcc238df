#include "signing/sha256/sha256_shani_batch.hpp"

#include "signing/sha256/sha256_shani_lanes.hpp"
#include "signing/sha256/sha256_shani_staggered.hpp"

namespace everstrike::signing {

void sign_two_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                    std::size_t num_groups) noexcept {
  if (num_hmac_blocks(bodies[0].size()) == 1) {
    sign_staggered(out, pads, bodies, num_groups * 2);
  } else {
    sign_lanes<2>(out, pads, bodies, num_groups);
  }
}

void sign_three_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                      std::size_t num_groups) noexcept {
  sign_lanes<3>(out, pads, bodies, num_groups);
}

void sign_four_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                     std::size_t num_groups) noexcept {
  sign_lanes<4>(out, pads, bodies, num_groups);
}

}  // namespace everstrike::signing
