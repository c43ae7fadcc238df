// The ways to write one decimal number, by kinds. Each function adds a fixed number of places to a
// family, one for each way, and "" where the way doesn't apply to this number; so the same place of
// two families is the same writer's. See number_spelling.hpp for whose ways they are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/text/decimal.hpp"

namespace everstrike::diagnosis {

// The list that grows; `out` must outlive it.
class Family {
 public:
  explicit Family(std::vector<std::string>& out) : out_(out) {}

  void add(std::string text) { out_.push_back(std::move(text)); }
  void add(std::string_view sign, std::string text) {
    add(text.empty() ? text : std::string(sign) + text);
  }
  void skip(std::size_t places) { out_.resize(out_.size() + places); }

 private:
  std::vector<std::string>& out_;
};

inline constexpr std::string_view kArabicMark = "\xd9\xab";  // U+066B, the decimal mark
[[nodiscard]] inline std::string_view sign_of(const Decimal& number) {
  return number.negative ? "-" : "";
}
// padded puts zeros in front, up to so many digits.
[[nodiscard]] std::string padded(std::string text, std::size_t digits);

// number_exponents.cpp: what every printer makes of a number, plain or with the exponents that
// languages print by default; the same with "+" in front; and all further exponents.
inline constexpr std::size_t kUsualForms = 14;
void usual_forms(Family& out, const Decimal& number);
void with_plus(Family& out, const std::optional<Decimal>& number);
void with_other_exponents(Family& out, const Decimal& number);

// number_digits.cpp: more or fewer zeros behind the point, signs and zeros in front, rounded to so
// many digits, and digits that only the number in memory has.
void with_other_zeros(Family& out, const Decimal& number);
void with_signs_and_zeros_in_front(Family& out, const Decimal& number);
void rounded_and_padded(Family& out, const Decimal& number);
void further_digits(Family& out, const Decimal& number);

// number_locales.cpp: groups and marks of locales, and the digits of other scripts.
void in_locales(Family& out, const Decimal& number);
void in_scripts(Family& out, const Decimal& number);

}  // namespace everstrike::diagnosis
