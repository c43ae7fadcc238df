#include "signing/sha256/sha256_shani_batch.hpp"

#include "signing/sha256/sha256_shani_lanes.hpp"
#include "signing/sha256/sha256_shani_staggered.hpp"

namespace everstrike::signing {

void sign_pairs(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                std::size_t num_pairs) noexcept {
  if (num_hmac_blocks(bodies[0].size()) == 1) {
    sign_staggered(out, pads, bodies, num_pairs * 2);
  } else {
    sign_lanes<2>(out, pads, bodies, num_pairs);
  }
}

}  // namespace everstrike::signing
