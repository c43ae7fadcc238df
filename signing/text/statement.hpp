// Whether a refusal's message states something about the order that it answers for, or only
// mentions it: "the order was not found or is already cancelled", "not already cancelled", "if the
// order was filled, …", "the request for the order was cancelled", "order 7 was filled" and "orders
// that are already filled" state nothing about it. In doubt nothing is stated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace everstrike::signing {

enum class Statement : std::uint8_t {
  none,         // not there, denied, a condition, a guess, or of something else
  alternative,  // one of several things: "already filled or cancelled"
  stated,
};

// as_said_of gives `text` in lower case with "order" in the place of the order's id, so that the
// words of an id are none of the message, and any other id names another order. An id that is a
// short word stays.
[[nodiscard]] std::string as_said_of(std::string_view order_id, std::string_view text);

// statement_of looks for `phrase`, in lower case and English, in a text that as_said_of gave.
// Denials, conditions and alternatives reach as far as their clause, which punctuation or
// "because", "but" and the like end. What is said is said of the order that stands in front of it,
// of an "it" that can be one, or of nothing else.
[[nodiscard]] Statement statement_of(std::string_view text, std::string_view phrase);

}  // namespace everstrike::signing
