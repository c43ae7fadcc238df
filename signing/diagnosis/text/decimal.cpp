#include "signing/diagnosis/text/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kDecimalTextMax = 160;
constexpr int kExponentMax = 60;

// Arabic, Persian, Devanagari, Bengali, Thai, full-width.
constexpr std::array<char32_t, 6> kZeros = {0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10};

constexpr char kGroupMark = '_';  // in ascii_of: whatever only ever separates groups

// The letters that count, in ASCII: digits, point, comma, signs; other signs of a group as "_".
std::string ascii_of(std::string_view text) {
  const auto points = signing::code_points(text);
  std::string result;
  if (!points) return result;
  for (const char32_t c : *points) {
    const auto zero = std::find_if(kZeros.begin(), kZeros.end(),
                                   [c](char32_t z) { return c >= z && c < z + 10; });
    if (zero != kZeros.end()) {
      result += static_cast<char>('0' + (c - *zero));
    } else if (c == U'\u066b') {
      result += ',';
    } else if (c == U'\uff0e') {
      result += '.';
    } else if (c == U'\uff0c') {
      result += ',';
    } else if (c == U'\u2212' || c == U'\uff0d') {
      result += '-';
    } else if (c == U' ' || c == U'\u00a0' || c == U'\u202f' || c == U'\u2009' || c == U'\'' ||
               c == U'\u2019' || c == U'\u066c' || c == U'_') {
      result += kGroupMark;
    } else if (c == U'\u061c' || c == U'\u200e' || c == U'\u200f') {
      continue;  // marks of direction
    } else if (c < 0x80) {
      result += static_cast<char>(c);
    } else {
      return {};
    }
  }
  return result;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), signing::is_digit);
}

std::string without(std::string_view text, char what) {
  std::string result(text);
  std::erase(result, what);
  return result;
}

// Whether the marks stand between groups: three digits behind each, or two and at last three.
bool is_grouped(std::string_view text, char mark) {
  const std::size_t last = text.rfind(mark);
  if (last == std::string_view::npos || text.front() == mark) return false;
  if (text.size() - last - 1 != 3) return false;
  std::size_t run = 0;
  for (std::size_t i = text.find(mark); i < last; ++i) {
    if (text[i] != mark) {
      ++run;
      continue;
    }
    if (i != text.find(mark) && run != 2 && run != 3) return false;
    run = 0;
  }
  return all_digits(without(text, mark));
}

std::optional<int> exponent_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (exponent > kExponentMax || exponent < -kExponentMax) return std::nullopt;
  return exponent;
}

class DecimalReader {
 public:
  void read(std::string text) {
    while (text.starts_with(kGroupMark)) text.erase(0, 1);
    while (text.ends_with(kGroupMark)) text.pop_back();
    if (text.starts_with('-') || text.starts_with('+')) {
      negative_ = text.front() == '-';
      text.erase(0, 1);
    }
    if (text.starts_with("0x") || text.starts_with("0X")) {
      hex(text.substr(2));
      return;
    }
    if (text.size() > 1 &&
        std::string_view("nNLlfFdDmM").find(text.back()) != std::string_view::npos &&
        text.find_first_of("eE") == std::string::npos) {
      text.pop_back();
    }
    const std::size_t letter = text.find_first_of("eE");
    if (letter != std::string::npos) {
      const auto exponent = exponent_of(std::string_view(text).substr(letter + 1));
      if (!exponent) return;
      exponent_ = *exponent;
      text.resize(letter);
    }
    if (text.find_first_of("0123456789") == std::string::npos) return;
    if (text.find(kGroupMark) != std::string::npos) {
      const std::size_t mark = text.find_first_of(".,");
      if (!is_grouped(text.substr(0, mark), kGroupMark)) return;
      text = without(text, kGroupMark);
    }
    marks(text);
  }

  std::vector<Decimal> found;

 private:
  void add(std::string_view whole, std::string_view fraction) {
    if (!all_digits(whole) || !all_digits(fraction)) return;
    Decimal number = made_of(whole, fraction, exponent_);
    number.negative = negative_;
    if (std::find(found.begin(), found.end(), number) == found.end()) {
      found.push_back(std::move(number));
    }
  }

  void hex(std::string_view digits) {
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error == std::errc() && end == digits.data() + digits.size()) {
      add(std::to_string(number), "");
    }
  }

  // What the points and commas may stand for.
  void marks(std::string_view text) {
    const auto points = std::count(text.begin(), text.end(), '.');
    const auto commas = std::count(text.begin(), text.end(), ',');
    const auto split = [&](char mark) {
      const std::size_t place = text.rfind(mark);
      add(text.substr(0, place), text.substr(place + 1));
    };
    if (points == 0 && commas == 0) {
      add(text, "");
    } else if (points == 1 && commas == 0) {
      split('.');
      if (is_grouped(text, '.')) add(without(text, '.'), "");
    } else if (commas == 1 && points == 0) {
      split(',');
      if (is_grouped(text, ',')) add(without(text, ','), "");
    } else if (points > 1 && commas == 0) {
      if (is_grouped(text, '.')) add(without(text, '.'), "");
    } else if (commas > 1 && points == 0) {
      if (is_grouped(text, ',')) add(without(text, ','), "");
    } else {
      const bool comma_groups = text.rfind(',') < text.rfind('.');
      const char group = comma_groups ? ',' : '.';
      const std::size_t place = text.rfind(comma_groups ? '.' : ',');
      if (is_grouped(text.substr(0, place), group)) {
        add(without(text.substr(0, place), group), text.substr(place + 1));
      }
    }
  }

  bool negative_ = false;
  int exponent_ = 0;
};

}  // namespace

std::vector<Decimal> decimals_of(std::string_view text) {
  if (text.empty() || text.size() > kDecimalTextMax) return {};
  DecimalReader reader;
  reader.read(ascii_of(text));
  return std::move(reader.found);
}

Decimal made_of(std::string_view whole, std::string_view fraction, int exponent) {
  Decimal number{.digits = std::string(whole) + std::string(fraction),
                 .point = static_cast<int>(whole.size()) + exponent};
  const std::size_t zeros = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, zeros);
  number.point -= static_cast<int>(zeros);
  number.digits.resize(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) number.point = 0;
  return number;
}

PlainDigits plain_digits(const Decimal& number) {
  if (number.digits.empty()) return {"0", ""};
  const auto size = static_cast<int>(number.digits.size());
  if (number.point <= 0) {
    return {"0", std::string(static_cast<std::size_t>(-number.point), '0') + number.digits};
  }
  if (number.point >= size) {
    return {number.digits + std::string(static_cast<std::size_t>(number.point - size), '0'), ""};
  }
  const auto place = static_cast<std::size_t>(number.point);
  return {number.digits.substr(0, place), number.digits.substr(place)};
}

std::string plain_text(const Decimal& number) {
  const PlainDigits plain = plain_digits(number);
  std::string text = number.negative ? "-" : "";
  text += plain.whole;
  if (!plain.fraction.empty()) text += "." + plain.fraction;
  return text;
}

std::string with_digit_set(std::string_view text, char32_t zero) {
  std::string result;
  for (const char c : text) {
    if (signing::is_digit(c)) {
      signing::append_utf8(result, zero + static_cast<char32_t>(c - '0'));
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace everstrike::diagnosis
