// Digits and zeros in front of the point and behind it.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "signing/diagnosis/text/kept_number.hpp"
#include "signing/diagnosis/text/number_forms.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

constexpr Text kMinus = "\xe2\x88\x92";

// With at least so many digits behind the mark; "" when the number has more.
std::string with_decimals(const Decimal& number, std::size_t decimals, Text mark = ".") {
  auto [whole, fraction] = plain_digits(number);
  if (fraction.size() > decimals) return {};
  fraction.append(decimals - fraction.size(), '0');
  return std::string(sign_of(number)) + whole + (decimals > 0 ? std::string(mark) + fraction : "");
}

// .50 as some databases print it; western digits with the mark of Arabic; zeros whose scale (0E-8,
// as BigDecimal and Decimal keep it) or sign is another.
void small_and_zero(Family& out, const Decimal& number) {
  const auto parts = plain_digits(number);
  const bool is_below_one = parts.whole == "0" && !parts.fraction.empty();
  for (const std::size_t decimals : {2U, 3U, 4U, 8U}) {
    const std::string text = is_below_one ? with_decimals(number, decimals) : "";
    const auto mark = text.find('.');
    out.add(sign_of(number), mark == std::string::npos ? "" : text.substr(mark));
  }
  std::string marked = plain_text(number);
  const auto mark = marked.find('.');
  out.add(mark == std::string::npos ? "" : marked.replace(mark, 1, kArabicMark));
  for (int scale = 1; scale <= 18; ++scale) {
    for (const char* const exponent : {"E-", "E+", "e-", "e+"}) {
      out.add(number.digits.empty() ? "0" + (exponent + std::to_string(scale)) : "");
    }
  }
  out.add(number.digits.empty() && number.negative ? "0" : "");
}

}  // namespace

void with_other_zeros(Family& out, const Decimal& number) {
  constexpr std::size_t kDecimalsMax = 20;
  for (std::size_t decimals = 0; decimals <= kDecimalsMax; ++decimals) {
    out.add(with_decimals(number, decimals));
  }
  const auto [whole, fraction] = plain_digits(number);
  const Text sign = sign_of(number);
  out.add(sign, whole == "0" && !fraction.empty() ? "." + fraction : "");
  out.add(sign, fraction.empty() ? whole + "." : "");
  for (std::size_t decimals = 0; decimals <= kDecimalsMax; ++decimals) {
    out.add(decimals > 0 ? with_decimals(number, decimals, ",") : "");
  }
}

void with_signs_and_zeros_in_front(Family& out, const Decimal& number) {
  const std::string plain = plain_text(number);
  const bool whole_number = plain.find('.') == std::string::npos;
  if (number.negative) {
    const std::string positive = plain.substr(1);
    for (const std::string& text :
         {std::string(kMinus) + positive, "(" + positive + ")", positive + "-", "- " + positive,
          std::string("\xef\xbc\x8d") + positive}) {
      out.add(text);
    }
  } else {
    for (const std::string& text :
         {"+" + plain, whole_number ? "+" + plain + ".0" : "", "+" + with_decimals(number, 2),
          "-" + plain, whole_number ? "-" + plain + ".0" : ""}) {
      out.add(text == "+" || (text.starts_with('-') && !number.digits.empty()) ? "" : text);
    }
  }
  const auto [whole, fraction] = plain_digits(number);
  const std::string behind = fraction.empty() ? "" : "." + fraction;
  for (std::size_t digits = 2; digits <= 24; ++digits) {
    out.add(sign_of(number), whole.size() < digits ? padded(whole, digits) + behind : "");
  }
  const Decimal cut = rounded(number, 0, Rounding::down);
  for (std::size_t digits = 2; digits <= 20; ++digits) {
    const std::string less = fraction.empty() ? "" : plain_digits(cut).whole;
    out.add(sign_of(cut), less.empty() || less.size() >= digits ? "" : padded(less, digits));
  }
  for (const std::size_t decimals : {1U, 2U, 4U, 6U, 8U}) {
    for (const std::size_t digits : {5U, 6U, 8U, 10U, 12U, 14U, 15U, 16U, 18U, 20U}) {
      const auto kept = rounded(number, decimals, Rounding::half_up);
      const std::string text = with_decimals(kept, decimals);
      const std::string bare = number.negative && !text.empty() ? text.substr(1) : text;
      const std::size_t room = number.negative ? digits - 1 : digits;
      out.add(sign_of(kept), bare.size() < room ? padded(bare, room) : "");
    }
  }
  for (const std::size_t digits : {4U, 6U, 8U, 10U, 12U, 16U, 20U}) {
    out.add(plain.size() < digits ? std::string(digits - plain.size(), ' ') + plain : "");
  }
}

void rounded_and_padded(Family& out, const Decimal& number) {
  const double value = double_of(number);
  for (std::size_t decimals = 0; decimals <= 12; ++decimals) {
    const auto plain = plain_digits(number);
    if (plain.fraction.size() <= decimals) {
      out.skip(8);
      continue;
    }
    std::array<char, 400> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, static_cast<int>(decimals));
    const std::string printed = error == std::errc() ? std::string(buffer.data(), end) : "";
    std::string comma = printed;
    std::replace(comma.begin(), comma.end(), '.', ',');
    out.add(printed);
    out.add(comma == printed ? "" : comma);
    for (const Rounding how : {Rounding::half_up, Rounding::down}) {
      const Decimal less = rounded(number, decimals, how);
      const std::string text = with_decimals(less, decimals);
      const std::string bare = plain_text(less);
      out.add(text == printed ? "" : text);
      out.add(bare == text ? "" : bare);
      out.add(bare == with_decimals(less, 1) ? "" : with_decimals(less, 1));
    }
  }
}

void further_digits(Family& out, const Decimal& number) {
  const double value = double_of(number);
  for (const int decimals : {15, 16, 17, 18, 20, 25, 30}) {
    std::array<char, 400> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, decimals);
    out.add(error == std::errc() ? std::string(buffer.data(), end) : "");
  }
  std::array<char, 64> hex;
  out.add(std::string(
      hex.data(), static_cast<std::size_t>(std::snprintf(hex.data(), hex.size(), "%a", value))));
  const std::string plain = plain_text(number);
  out.add(std::string(
      hex.data(), static_cast<std::size_t>(std::snprintf(hex.data(), hex.size(), "%La",
                                                         std::strtold(plain.c_str(), nullptr)))));
  for (const std::size_t decimals : {1U, 2U, 3U, 4U, 6U, 8U}) {
    const std::string text = with_decimals(rounded(number, decimals, Rounding::half_up), decimals);
    for (const std::size_t width : {5U, 6U, 7U, 8U, 10U, 12U, 15U, 16U, 20U}) {
      out.add(text.size() < width && !text.empty() ? std::string(width - text.size(), ' ') + text
                                                   : "");
    }
  }
  small_and_zero(out, number);
  std::uint64_t whole = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), whole);
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53;
  if (error != std::errc() || end != plain.data() + plain.size() || whole < kExact ||
      plain.size() > 18)
    return;
  for (std::uint64_t apart = 1; apart <= 64; ++apart) {
    for (const std::uint64_t other : {whole + apart, whole - apart}) {
      out.add(static_cast<double>(other) == static_cast<double>(whole) ? std::to_string(other)
                                                                       : "");
    }
  }
}

}  // namespace everstrike::diagnosis
