#include "signing/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace everstrike::signing {
namespace {

// A positive finite number as 0.digits times ten to the power of `point`: where the decimal point
// stands if the digits are written out.
struct Decimal {
  std::string digits;
  int point = 0;
};

Decimal shortest_decimal(double number) {
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), std::abs(number),
                                     std::chars_format::scientific);
  const std::string_view all(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
  const std::size_t mark = all.find('e');
  Decimal decimal;
  std::ranges::copy_if(all.substr(0, mark), std::back_inserter(decimal.digits),
                       [](char c) { return c != '.'; });
  const std::string_view exponent = all.substr(mark + (all[mark + 1] == '+' ? 2 : 1));
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.point);
  ++decimal.point;
  return decimal;
}

// Without an exponent: "0.001", "1.5", "1200".
std::string written_out(const Decimal& decimal) {
  const auto& [digits, point] = decimal;
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  const auto whole = static_cast<std::size_t>(point);
  if (digits.size() <= whole) return digits + std::string(whole - digits.size(), '0');
  return digits.substr(0, whole) + "." + digits.substr(whole);
}

// With one: "1e+21", "1.5e-7"; the exponent in at least `exponent_digits_min` digits.
std::string with_exponent(const Decimal& decimal, std::size_t exponent_digits_min) {
  std::string text = decimal.digits.substr(0, 1);
  if (decimal.digits.size() > 1) text += "." + decimal.digits.substr(1);
  const int exponent = decimal.point - 1;
  std::string exponent_text = std::to_string(std::abs(exponent));
  if (exponent_text.size() < exponent_digits_min) exponent_text.insert(0, 1, '0');
  return text + (exponent < 0 ? "e-" : "e+") + exponent_text;
}

}  // namespace

std::string javascript_number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (number == 0) return "0";
  const std::string sign = number < 0 ? "-" : "";
  if (std::isinf(number)) return sign + "Infinity";
  const Decimal decimal = shortest_decimal(number);
  const bool plain = decimal.point > -6 && decimal.point <= 21;
  return sign + (plain ? written_out(decimal) : with_exponent(decimal, 1));
}

std::string python_number_text(double number) {
  if (std::isnan(number)) return "nan";
  const std::string sign = std::signbit(number) ? "-" : "";
  if (std::isinf(number)) return sign + "inf";
  if (number == 0) return sign + "0.0";
  const Decimal decimal = shortest_decimal(number);
  if (decimal.point <= -4 || decimal.point > 16) return sign + with_exponent(decimal, 2);
  const std::string text = written_out(decimal);
  return sign + text + (text.find('.') == std::string::npos ? ".0" : "");
}

}  // namespace everstrike::signing
