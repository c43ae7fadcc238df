// Whether a message states something, or only mentions it: "the order was not found or is already
// cancelled", "not already cancelled" and "if the order was filled, …" state nothing about it.
#pragma once

#include <cstdint>
#include <string_view>

namespace everstrike::signing {

enum class Statement : std::uint8_t {
  none,         // not there, denied, a condition, a guess, or of something else
  alternative,  // one of several things: "already filled or cancelled"
  stated,
};

// statement_of looks for `phrase` in `text`, both in lower case and English. Denials, conditions
// and alternatives reach as far as their clause, which punctuation or "because", "but" and the like
// end. A phrase that begins with "was " wants an order, its id or "it" in front of it, or nothing;
// "already cancelled" and "already completed" the same, or nothing else that they could be said of.
[[nodiscard]] Statement statement_of(std::string_view text, std::string_view phrase);

}  // namespace everstrike::signing
