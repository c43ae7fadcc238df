#include "signing/diagnosis/text/number_spelling.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>

#include "signing/diagnosis/text/decimal.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

// --- a number by way of what computers keep it in ---

double double_of(const Decimal& number) {
  std::string text = number.negative ? "-0." : "0.";
  text += number.digits.empty() ? "0" : number.digits;
  text += "e" + std::to_string(number.point);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

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
std::optional<Decimal> shortest(Float value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 64> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific);
  if (error != std::errc()) return std::nullopt;
  return from_scientific(Text(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

// Rounded to so many digits in all, as "%.15g" does.
std::optional<Decimal> significant(double value, int digits) {
  std::array<char, 1200> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific, digits - 1);
  if (error != std::errc()) return std::nullopt;
  return from_scientific(Text(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

enum class Rounding { half_up, down };

// Rounded to so many digits behind the point, digit by digit.
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

// --- how it is written ---

std::string padded(std::string text, std::size_t digits) {
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

// The list that grows: what one number gives, a place for each way whether it applies or not.
class Family {
 public:
  explicit Family(std::vector<std::string>& out) : out_(out) {}

  void add(std::string text) { out_.push_back(std::move(text)); }
  void add(Text sign, std::string text) { add(text.empty() ? text : std::string(sign) + text); }
  void skip(std::size_t places) { out_.resize(out_.size() + places); }

 private:
  std::vector<std::string>& out_;
};

Text sign_of(const Decimal& number) { return number.negative ? "-" : ""; }

// With at least so many digits behind the mark; "" when the number has more.
std::string with_decimals(const Decimal& number, std::size_t decimals, Text mark = ".") {
  auto [whole, fraction] = plain_digits(number);
  if (fraction.size() > decimals) return {};
  fraction.append(decimals - fraction.size(), '0');
  return std::string(sign_of(number)) + whole + (decimals > 0 ? std::string(mark) + fraction : "");
}

// The mantissa with one digit before the point, and `digits` behind it at least.
std::string mantissa(const Decimal& number, std::size_t digits, Text mark = ".") {
  std::string text = number.digits.empty() ? "0" : number.digits.substr(0, 1);
  std::string behind = number.digits.size() > 1 ? number.digits.substr(1) : "";
  if (behind.size() > digits && digits > 0) return {};
  if (behind.size() < digits) behind.append(digits - behind.size(), '0');
  if (!behind.empty()) text += std::string(mark) + behind;
  return text;
}

std::string exponent_text(int exponent, char letter, std::size_t digits, bool plus) {
  std::string text(1, letter);
  if (exponent < 0) text += '-';
  if (exponent >= 0 && plus) text += '+';
  return text + padded(std::to_string(std::abs(exponent)), digits);
}

int exponent_of(const Decimal& number) { return number.digits.empty() ? 0 : number.point - 1; }

// 1.5e-7 1.5E-7 1.5e-07 1.5E-07 1.5e+7 …: as languages print by default.
void usual_exponents(Family& out, const Decimal& number, const std::string& mantissa_text) {
  if (mantissa_text.empty()) {
    out.skip(6);
    return;
  }
  const int exponent = exponent_of(number);
  const Text sign = sign_of(number);
  for (const char letter : {'E', 'e'}) {
    out.add(sign, mantissa_text + exponent_text(exponent, letter, 1, false));
    out.add(sign, mantissa_text + exponent_text(exponent, letter, 2, true));
    out.add(sign, mantissa_text + exponent_text(exponent, letter, 1, true));
  }
}

void rare_exponents(Family& out, const Decimal& number, const std::string& mantissa_text) {
  if (mantissa_text.empty()) {
    out.skip(4);
    return;
  }
  const int exponent = exponent_of(number);
  const Text sign = sign_of(number);
  for (const char letter : {'E', 'e'}) {
    out.add(sign, mantissa_text + exponent_text(exponent, letter, 3, true));
    out.add(sign, mantissa_text + exponent_text(exponent, letter, 2, false));
  }
}

// What every printer makes of a number that was changed on its way, or wasn't.
void usual_forms(Family& out, const Decimal& number) {
  const std::string plain = plain_text(number);
  out.add(plain);
  out.add(plain.find('.') == std::string::npos ? plain + ".0" : "");
  usual_exponents(out, number, mantissa(number, 0));
  usual_exponents(out, number, number.digits.size() <= 1 ? mantissa(number, 1) : "");
}
constexpr std::size_t kUsualForms = 14;

void with_plus(Family& out, const std::optional<Decimal>& number) {
  if (!number || number->negative) {
    out.skip(kUsualForms);
    return;
  }
  std::vector<std::string> forms;
  Family plain(forms);
  usual_forms(plain, *number);
  for (const std::string& form : forms) out.add("+", form);
}

// --- groups and marks of locales ---

std::string grouped(Text whole, Text mark, bool indian = false) {
  std::string text;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::size_t left = whole.size() - i;
    const bool ends_group = indian ? left == 3 || (left > 3 && left % 2 == 1) : left % 3 == 0;
    if (i > 0 && ends_group) text += mark;
    text += whole[i];
  }
  return text;
}

constexpr Text kNoBreak = "\xc2\xa0";
constexpr Text kNarrowNoBreak = "\xe2\x80\xaf";
constexpr Text kThin = "\xe2\x80\x89";
constexpr Text kRaisedComma = "\xe2\x80\x99";
constexpr Text kArabicGroup = "\xd9\xac";
constexpr Text kArabicMark = "\xd9\xab";
constexpr Text kMinus = "\xe2\x88\x92";

struct Locale {
  Text group;
  Text mark;
  bool indian = false;
};
constexpr Locale kLocales[] = {
    {",", "."},          {".", ","},      {kNarrowNoBreak, ","},
    {kNoBreak, ","},     {" ", ","},      {"'", "."},
    {kRaisedComma, "."}, {"_", "."},      {",", ".", true},
    {" ", "."},          {kNoBreak, "."}, {kNarrowNoBreak, "."},
    {kThin, "."},        {kThin, ","},    {"'", ","},
    {kRaisedComma, ","},
};

// The fraction as locales print it: as it is, with at least one, two or eight digits, and rounded
// to three, two or none.
std::vector<std::string> fractions(const Decimal& number, std::string& whole) {
  auto [own_whole, fraction] = plain_digits(number);
  whole = own_whole;
  std::vector<std::string> all = {fraction};
  for (const std::size_t digits : {1U, 2U, 4U, 8U}) {
    std::string longer = fraction;
    if (longer.size() < digits) longer.append(digits - longer.size(), '0');
    all.push_back(longer.size() == digits && longer != fraction ? longer : "-");
  }
  for (const std::size_t digits : {3U, 2U}) {
    const Decimal less = rounded(number, digits, Rounding::half_up);
    const auto plain = plain_digits(less);
    all.push_back(fraction.size() > digits && plain.whole == whole ? plain.fraction : "-");
  }
  return all;
}

void in_locales(Family& out, const Decimal& number) {
  std::string whole;
  const auto all = fractions(number, whole);
  for (const Locale& locale : kLocales) {
    const std::string groups = grouped(whole, locale.group, locale.indian);
    for (const std::string& fraction : all) {
      const bool applies = groups != whole && fraction != "-";
      out.add(!applies ? ""
                       : std::string(sign_of(number)) + groups +
                             (fraction.empty() ? "" : std::string(locale.mark) + fraction));
    }
  }
}

// The marks of direction that Arabic and Persian locales put before a sign.
constexpr Text kScriptSigns[] = {
    "-", "\xd8\x9c-", "\xe2\x80\x8e-", "\xe2\x80\x8e\xe2\x88\x92", "\xe2\x88\x92", "\xe2\x80\x8f-"};

struct Script {
  char32_t zero;
  Text mark;
  Text group;
  bool indian = false;
};
constexpr Script kScripts[] = {
    {0x660, kArabicMark, kArabicGroup},
    {0x660, ".", ","},
    {0x660, ",", "."},
    {0x6f0, kArabicMark, kArabicGroup},
    {0x6f0, ".", ","},
    {0x6f0, "/", ","},
    {0x6f0, ",", "."},
    {0xff10, ".", ","},
    {0xff10, "\xef\xbc\x8e", "\xef\xbc\x8c"},
    {0x966, ".", ",", true},
    {0x966, ".", ","},
    {0x9e6, ".", ",", true},
    {0xe50, ".", ","},
};

void in_scripts(Family& out, const Decimal& number) {
  std::string whole;
  const auto all = fractions(number, whole);
  for (const Script& script : kScripts) {
    for (const bool groups : {false, true}) {
      const std::string written = groups ? grouped(whole, script.group, script.indian) : whole;
      for (const std::string& fraction : all) {
        const bool applies = fraction != "-" && (!groups || written != whole);
        const std::string digits =
            !applies ? ""
                     : with_digit_set(
                           written + (fraction.empty() ? "" : std::string(script.mark) + fraction),
                           script.zero);
        for (const Text& sign : kScriptSigns) {
          if (&sign != kScriptSigns && !number.negative) continue;
          out.add(number.negative ? sign : "", digits);
        }
      }
    }
  }
}

// --- the parts of a family ---

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

void with_other_exponents(Family& out, const Decimal& number) {
  rare_exponents(out, number, mantissa(number, 0));
  rare_exponents(out, number, number.digits.size() <= 1 ? mantissa(number, 1) : "");
  // "%e" with so many digits, rounded where there are more; BigDecimal and Decimal keep their
  // scale.
  const double value = double_of(number);
  for (const int digits : {6, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20}) {
    const auto behind = static_cast<std::size_t>(digits);
    const bool fits = number.digits.size() <= behind + 1;
    const auto kept = fits ? std::optional(number) : significant(value, digits + 1);
    const Decimal& shown = kept ? *kept : number;
    const std::string text = mantissa(shown, behind);
    usual_exponents(out, shown, text);
    rare_exponents(out, shown, behind <= 8 ? text : "");
    usual_exponents(out, shown,
                    kept && kept->digits.size() <= behind + 1 && text.find('.') != std::string::npos
                        ? mantissa(shown, behind, ",")
                        : "");
  }
  usual_exponents(out, number,
                  mantissa(number, 0, ",").find(',') == std::string::npos
                      ? mantissa(number, 1, ",")
                      : mantissa(number, 0, ","));
  const Text sign = sign_of(number);
  const auto size = static_cast<int>(number.digits.size());
  for (const char letter : {'E', 'e'}) {
    for (const bool plus : {false, true}) {
      // All digits before the letter (10E-8, 123E-7), none of them (0.1e0, .1e0), and an exponent
      // that three divides (100E-9).
      for (int zeros = 0; zeros <= 3; ++zeros) {
        out.add(sign, number.digits.empty()
                          ? ""
                          : number.digits + std::string(static_cast<std::size_t>(zeros), '0') +
                                exponent_text(number.point - size - zeros, letter, 1, plus));
      }
      const std::string fraction = number.digits.empty() ? "0" : number.digits;
      out.add(sign, "0." + fraction + exponent_text(number.point, letter, 1, plus));
      out.add(sign, "0." + fraction + exponent_text(number.point, letter, 2, plus));
      out.add(sign, "." + fraction + exponent_text(number.point, letter, 1, plus));
      const int exponent = exponent_of(number);
      const int third = exponent - ((exponent % 3) + 3) % 3;
      Decimal scaled = number;
      scaled.point -= third;
      scaled.negative = false;
      out.add(sign, plain_text(scaled) + exponent_text(third, letter, 1, plus));
    }
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

// What is left of it in a double, a float, or with fewer digits.
std::vector<std::optional<Decimal>> kept_otherwise(const Decimal& number) {
  const double value = double_of(number);
  std::vector<std::optional<Decimal>> all = {shortest(value)};
  for (const int digits : {17, 16, 15, 14, 18, 21}) all.push_back(significant(value, digits));
  const auto narrow = static_cast<float>(value);
  all.push_back(shortest(narrow));
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

Decimal whole_number(std::uint64_t magnitude, bool negative) {
  Decimal number = made_of(std::to_string(magnitude), "");
  number.negative = negative;
  return number;
}

// Integers of 32 and 64 bits: what doesn't fit comes out as another number.
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

// Seconds, milli-, micro- and nanoseconds since 1970, of each other.
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

void as_code(Family& out, const Decimal& number) {
  const std::string plain = plain_text(number);
  const bool is_whole = plain.find('.') == std::string::npos;
  for (const Text suffix : {"n", "L", "l", "N", "u", "U"}) {
    out.add(is_whole ? plain + std::string(suffix) : "");
  }
  for (const Text suffix : {"f", "F", "d", "D", "m", "M"}) {
    out.add(plain + std::string(suffix));
    out.add(is_whole ? plain + ".0" + std::string(suffix) : "");
  }
  out.add("Decimal('" + plain + "')");
  out.add("np.float64(" + (is_whole ? plain + ".0" : plain) + ")");
  out.add(is_whole ? "np.int64(" + plain + ")" : "");
  out.add("#Decimal<" + plain + ">");
  out.add("$" + plain);
  out.add(plain + "%");
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  const bool fits = error == std::errc() && end == plain.data() + plain.size();
  for (const int base : {16, 8, 2}) {
    std::array<char, 72> buffer;
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base);
    const std::string digits = fits ? std::string(buffer.data(), written.ptr) : "";
    const Text prefix = base == 16 ? "0x" : base == 8 ? "0o" : "0b";
    out.add(prefix, digits);
    out.add(digits);
    const std::string upper = signing::upper_ascii(digits);
    out.add(upper == digits ? "" : std::string(prefix) + upper);
    out.add(base == 8 && fits ? "0" + digits : upper == digits ? "" : upper);
  }
}

// What printf makes of a double or long double beyond its own digits, in hex, and within a width;
// and whole numbers that a double can't tell from this one.
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
  const auto parts = plain_digits(number);
  const bool is_below_one = parts.whole == "0" && !parts.fraction.empty();
  for (const std::size_t decimals : {2U, 3U, 4U, 8U}) {
    const std::string text = is_below_one ? with_decimals(number, decimals) : "";
    const auto mark = text.find('.');
    out.add(sign_of(number), mark == std::string::npos ? "" : text.substr(mark));
  }
  std::string marked = plain;
  if (const auto mark = marked.find('.'); mark != std::string::npos) {
    out.add(marked.replace(mark, 1, kArabicMark));
  } else {
    out.skip(1);
  }
  // BigDecimal and Decimal keep the scale of a zero; a zero may have lost its sign.
  for (int scale = 1; scale <= 18; ++scale) {
    for (const char letter : {'E', 'e'}) {
      for (const int exponent : {-scale, scale}) {
        out.add(number.digits.empty() ? "0" + exponent_text(exponent, letter, 1, true) : "");
      }
    }
  }
  out.add(number.digits.empty() && number.negative ? "0" : "");
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

void spell(Family& out, const Decimal& number) {
  usual_forms(out, number);
  with_other_zeros(out, number);
  for (const auto& kept : kept_otherwise(number)) {
    if (!kept || *kept == number || kept->digits.size() > 100) {
      out.skip(kUsualForms);
    } else {
      usual_forms(out, *kept);
    }
  }
  rounded_and_padded(out, number);
  in_locales(out, number);
  in_scripts(out, number);
  // Beyond what a double holds its digits are others, with whatever marks.
  const double value = double_of(number);
  for (const auto& kept : {shortest(value), significant(value, 120)}) {
    if (!kept || *kept == number || kept->point < 16) continue;
    with_other_zeros(out, *kept);
    in_locales(out, *kept);
    in_scripts(out, *kept);
  }
  with_plus(out, number);
  with_plus(out, significant(value, 6));
  with_plus(out, shortest(value));
  with_signs_and_zeros_in_front(out, number);
  with_other_exponents(out, number);
  for (const auto& others : {overflowed(number), in_other_units(number)}) {
    for (const auto& other : others) {
      out.add(other && *other != number ? plain_text(*other) : "");
      out.add(other && *other != number ? plain_text(*other) + ".0" : "");
    }
  }
  as_code(out, number);
}

}  // namespace

std::vector<std::string> number_family(std::string_view text) {
  std::vector<std::string> all;
  Family family(all);
  const auto numbers = decimals_of(text);
  for (const Decimal& number : numbers) {
    if (number.point > 40 || number.point < -30) continue;
    spell(family, number);
    // So many digits are what a double has at most; the number that was meant has fewer.
    constexpr std::size_t kDigitsOfDoubles = 16;
    if (number.digits.size() < kDigitsOfDoubles || number.point > 15) continue;
    const double value = double_of(number);
    for (const auto& meant : {shortest(value), significant(value, 15)}) {
      if (meant && *meant != number && meant->digits.size() < kDigitsOfDoubles) {
        spell(family, *meant);
        break;
      }
    }
  }
  if (!numbers.empty() && !all.empty()) further_digits(family, numbers.front());
  // Digits of another base without the mark that says so.
  for (const int base : {16, 8, 2}) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    const bool is_read = error == std::errc() && end == text.data() + text.size();
    if (is_read && !all.empty()) family.add(std::to_string(value));
  }
  return all;
}

}  // namespace everstrike::diagnosis
