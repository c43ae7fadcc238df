// The rows of the catalogue by group, each in a file of its own. Internal: readers use mistake.hpp,
// which joins them.
#pragma once

#include <span>

#include "signing/diagnosis/catalogue/mistake.hpp"

namespace everstrike::diagnosis {

[[nodiscard]] std::span<const Mistake> encoding_mistakes() noexcept;  // ENC
[[nodiscard]] std::span<const Mistake> message_mistakes() noexcept;   // MSG 1-23, made of fields
[[nodiscard]] std::span<const Mistake> text_mistakes() noexcept;  // MSG 24-, about the whole text
[[nodiscard]] std::span<const Mistake> key_mistakes() noexcept;   // KEY
[[nodiscard]] std::span<const Mistake> algorithm_mistakes() noexcept;  // ALG
[[nodiscard]] std::span<const Mistake> header_mistakes() noexcept;     // HDR

}  // namespace everstrike::diagnosis
