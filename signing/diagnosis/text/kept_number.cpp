#include "signing/diagnosis/text/kept_number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

// The number that "-1.25e-07" writes.
std::optional<Decimal> from_scientific(Text text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t letter = text.find('e');
  if (letter == Text::npos) return std::nullopt;
  const Text mantissa = text.substr(0, letter);
  Text exponent_text = text.substr(letter + 1);
  if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  int exponent = 0;
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  const std::size_t point = mantissa.find('.');
  Decimal number = made_of(mantissa.substr(0, point),
                           point == Text::npos ? Text() : mantissa.substr(point + 1), exponent);
  number.negative = negative;
  return number;
}

template <class Float>
std::optional<Decimal> shortest_of(Float value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 64> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific);
  if (error != std::errc()) return std::nullopt;
  return from_scientific(Text(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

Decimal whole_number(std::uint64_t magnitude, bool negative) {
  Decimal number = made_of(std::to_string(magnitude), "");
  number.negative = negative;
  return number;
}

}  // namespace

double double_of(const Decimal& number) {
  std::string text = number.negative ? "-0." : "0.";
  text += number.digits.empty() ? "0" : number.digits;
  text += "e" + std::to_string(number.point);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<Decimal> shortest(double value) { return shortest_of(value); }

std::optional<Decimal> significant(double value, int digits) {
  std::array<char, 1200> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific, digits - 1);
  if (error != std::errc()) return std::nullopt;
  return from_scientific(Text(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

Decimal rounded(const Decimal& number, std::size_t decimals, Rounding how) {
  auto [whole, fraction] = plain_digits(number);
  if (fraction.size() <= decimals) return number;
  std::string digits = whole + fraction.substr(0, decimals);
  if (how == Rounding::half_up && fraction[decimals] >= '5') {
    std::size_t i = digits.size();
    while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
    if (i == 0) {
      digits.insert(digits.begin(), '1');
    } else {
      ++digits[i - 1];
    }
  }
  Decimal result = made_of(Text(digits).substr(0, digits.size() - decimals),
                           Text(digits).substr(digits.size() - decimals));
  result.negative = number.negative && !result.digits.empty();
  return result;
}

std::vector<std::optional<Decimal>> kept_otherwise(const Decimal& number) {
  const double value = double_of(number);
  std::vector<std::optional<Decimal>> all = {shortest(value)};
  for (const int digits : {17, 16, 15, 14, 18, 21}) all.push_back(significant(value, digits));
  const auto narrow = static_cast<float>(value);
  all.push_back(shortest_of(narrow));
  all.push_back(shortest(static_cast<double>(narrow)));
  // Java up to 18 writes more digits of a float than it needs.
  for (const int digits : {8, 9}) all.push_back(significant(static_cast<double>(narrow), digits));
  all.push_back(std::isfinite(narrow) ? significant(static_cast<double>(narrow), 60)
                                      : std::nullopt);
  all.push_back(significant(value, 120));
  double up = value;
  double down = value;
  for (int i = 0; i < 3; ++i) {
    up = std::nextafter(up, std::numeric_limits<double>::infinity());
    down = std::nextafter(down, -std::numeric_limits<double>::infinity());
    all.push_back(value == 0 ? std::nullopt : shortest(up));
    all.push_back(value == 0 ? std::nullopt : shortest(down));
  }
  for (const int digits : {6, 7, 8, 9, 10, 11, 12, 13, 5, 4, 3, 2}) {
    all.push_back(significant(value, digits));
  }
  return all;
}

std::vector<std::optional<Decimal>> overflowed(const Decimal& number) {
  const auto [whole, fraction] = plain_digits(number);
  constexpr std::size_t kPlaces = 8;
  if (whole.size() < 10 || !fraction.empty()) return std::vector<std::optional<Decimal>>(kPlaces);
  std::uint64_t wrapped = 0;
  for (const char c : whole) wrapped = wrapped * 10 + static_cast<std::uint64_t>(c - '0');
  if (number.negative) wrapped = ~wrapped + 1;
  const auto low = static_cast<std::uint32_t>(wrapped);
  const auto of_signed = [](std::uint64_t bits) {
    const bool negative = (bits >> 63) != 0;
    return whole_number(negative ? ~bits + 1 : bits, negative);
  };
  return {
      of_signed(wrapped),
      whole_number(wrapped, false),
      of_signed(
          static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(low)))),
      whole_number(low, false),
      whole.size() > 18 ? std::optional(whole_number(1, true)) : std::nullopt,  // cut to 32 bits
      whole_number(2147483647, false),
      whole_number(9223372036854775807U, false),
      whole_number(18446744073709551615U, false)};
}

std::vector<std::optional<Decimal>> in_other_units(const Decimal& number) {
  const auto [whole, fraction] = plain_digits(number);
  std::vector<std::optional<Decimal>> all;
  const bool is_time = !number.negative && (whole.size() == 10 || whole.size() == 13 ||
                                            whole.size() == 16 || whole.size() == 19);
  for (const int shift : {-3, 3, -6, 6, -9, 9}) {
    if (!is_time || static_cast<int>(whole.size()) + shift < 10 ||
        static_cast<int>(whole.size()) + shift > 19) {
      all.resize(all.size() + 2);
      continue;
    }
    Decimal moved = number;
    moved.point += shift;
    const Decimal cut = rounded(moved, 0, Rounding::down);
    all.push_back(cut == moved ? std::nullopt : std::optional(moved));
    all.push_back(cut);
  }
  return all;
}

}  // namespace everstrike::diagnosis
