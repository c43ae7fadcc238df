// The same source with 32 registers: SHA-NI itself reaches only the lower sixteen, the others
// keep what waits. 52 cycles a block instead of 65.
#include "signing/sha256/sha256_shani_batch.hpp"
#include "signing/sha256/sha256_shani_lanes.hpp"

namespace everstrike::signing {

void sign_four_lanes_avx512vl(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                              std::size_t num_groups) noexcept {
  sign_lanes<4>(out, pads, bodies, num_groups);
}

}  // namespace everstrike::signing
