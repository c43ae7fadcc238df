// A decimal number of any length, taken from whatever spelling and written digit by digit, so that
// nothing is lost on the way through a double.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

// The value is 0.DIGITS times ten to the power of `point`; without digits it is zero.
struct Decimal {
  std::string digits;  // without zeros in front or behind
  int point = 0;
  bool negative = false;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

// decimals_of gives what `text` can mean, the likely one first: "1,234" may be a thousand or one
// and a bit. Reads the digits of several scripts, signs, groups, exponents, "0x" and the suffixes
// of programming languages. Empty for what is no number, or longer than 160 bytes.
[[nodiscard]] std::vector<Decimal> decimals_of(std::string_view text);

// made_of gives the number that stands before and behind a point.
[[nodiscard]] Decimal made_of(std::string_view whole, std::string_view fraction, int exponent = 0);

// The digits before and behind the point; "0" and "" where there are none.
struct PlainDigits {
  std::string whole;
  std::string fraction;
};
[[nodiscard]] PlainDigits plain_digits(const Decimal& number);

// plain_text writes it with a point, without an exponent: "-0.001".
[[nodiscard]] std::string plain_text(const Decimal& number);

// with_digit_set writes the ten digits of `text` by those of another script: U'\u0660' for Arabic.
[[nodiscard]] std::string with_digit_set(std::string_view text, char32_t zero);

}  // namespace everstrike::diagnosis
