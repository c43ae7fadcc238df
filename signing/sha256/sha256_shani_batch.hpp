// What sign_batch does on SHA-NI: two bodies side by side. More would spill the sixteen registers
// that the instructions reach, which eats what they bring. Wider registers are no way out: the
// instructions have no VEX form, and mixed with code that has one they cost some 100 ns for each
// change on processors that keep the upper halves apart, 140 times what was to be saved.
// Internal to the kernel.
#pragma once

#include <string_view>

#include "signing/sha256/signature.hpp"

namespace everstrike::signing {

struct HmacPads;

// sign_pairs signs 2 * num_pairs bodies, which all have equally many blocks; num_pairs >= 1.
void sign_pairs(Signature* out, const HmacPads& pads, const std::string_view* bodies,
                std::size_t num_pairs) noexcept;

}  // namespace everstrike::signing
