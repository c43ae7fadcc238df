// The functions behind sign_batch on SHA-NI. Each takes bodies in groups of a fixed number; all of
// them have equally many blocks. Internal to the kernel.
#pragma once

#include <string_view>

#include "signing/sha256/signature.hpp"

namespace everstrike::signing {

struct HmacPads;

using SignLanes = void (*)(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                           std::size_t num_groups) noexcept;

// With the sixteen registers of SSE, more than two lanes spill, which eats what they bring; the
// wider ones are here for the tests of the lanes' logic.
void sign_two_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                    std::size_t num_groups) noexcept;
void sign_three_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                      std::size_t num_groups) noexcept;
void sign_four_lanes(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                     std::size_t num_groups) noexcept;

// The same four lanes for processors with AVX-512VL, whose 32 registers hold them.
void sign_four_lanes_avx512vl(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                              std::size_t num_groups) noexcept;

}  // namespace everstrike::signing
