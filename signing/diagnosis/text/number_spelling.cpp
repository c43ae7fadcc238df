#include "signing/diagnosis/text/number_spelling.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace everstrike::diagnosis {
namespace {

using Text = std::optional<std::string>;

constexpr std::size_t kNumberTextMax = 40;

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<double> number_of(std::string_view text) {
  if (text.empty() || text.size() > kNumberTextMax ||
      text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) {
    return std::nullopt;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string shortest(double number, std::chars_format format) {
  std::array<char, 400> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

Text whole_as_float(std::string_view text) {
  if (!is_digits(text)) return std::nullopt;
  return std::string(text) + ".0";
}

Text without_trailing_zeros(std::string_view text) {
  if (!number_of(text) || text.find('.') == std::string_view::npos ||
      text.find_first_of("eE") != std::string_view::npos) {
    return std::nullopt;
  }
  text = text.substr(0, text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.remove_suffix(1);
  return std::string(text);
}

Text plain(std::string_view text) {
  const auto number = number_of(text);
  if (!number || std::abs(*number) > 1e22) return std::nullopt;
  return shortest(*number, std::chars_format::fixed);
}

// "1e-05", as Python and C write it.
Text scientific(std::string_view text) {
  const auto number = number_of(text);
  if (!number) return std::nullopt;
  return shortest(*number, std::chars_format::scientific);
}

// "1e-7" and "1e+21", as JavaScript writes it.
Text short_scientific(std::string_view text) {
  Text written = scientific(text);
  if (!written) return std::nullopt;
  const std::size_t exponent = written->find('e');
  if (exponent != std::string::npos && (*written)[exponent + 2] == '0')
    written->erase(exponent + 2, 1);
  return written;
}

Text capital_scientific(std::string_view text) {
  Text written = scientific(text);
  if (written) written->replace(written->find('e'), 1, "E");
  return written;
}

// As .NET writes it: 1E-05.
Text short_capital_scientific(std::string_view text) {
  Text written = short_scientific(text);
  if (written) written->replace(written->find('e'), 1, "E");
  return written;
}

Text comma_for_point(std::string_view text) {
  if (!number_of(text)) return std::nullopt;
  std::string written(text);
  for (char& c : written) c = c == '.' ? ',' : c;
  return written;
}

Text point_for_comma(std::string_view text) {
  std::string written(text);
  for (char& c : written) c = c == ',' ? '.' : c;
  if (!number_of(written)) return std::nullopt;
  return written;
}

// Digits beyond 2^53 are lost when a long number, or an id that looks like one, becomes a double.
Text through_a_double(std::string_view text) {
  const auto number = is_digits(text) ? number_of(text) : std::nullopt;
  if (!number || *number > 1e21) return std::nullopt;
  std::string digits;
  const std::string written = shortest(*number, std::chars_format::scientific);
  const std::size_t exponent_at = written.find('e');
  for (const char c : written.substr(0, exponent_at)) {
    if (c != '.') digits += c;
  }
  const auto exponent = static_cast<std::size_t>(std::stoi(written.substr(exponent_at + 1)));
  if (digits.size() < exponent + 1) digits.resize(exponent + 1, '0');
  return digits;
}

Text milliseconds_as_seconds(std::string_view text) {
  if (!is_digits(text) || text.size() != 13) return std::nullopt;
  return std::string(text.substr(0, 10));
}

Text seconds_as_milliseconds(std::string_view text) {
  if (!is_digits(text) || text.size() != 10) return std::nullopt;
  return std::string(text) + "000";
}

constexpr std::array<NumberSpelling, 12> kSpellings = {
    &whole_as_float,
    &without_trailing_zeros,
    &plain,
    &scientific,
    &short_scientific,
    &capital_scientific,
    &short_capital_scientific,
    &comma_for_point,
    &point_for_comma,
    &through_a_double,
    &milliseconds_as_seconds,
    &seconds_as_milliseconds,
};

}  // namespace

std::span<const NumberSpelling> number_spellings() noexcept { return kSpellings; }

}  // namespace everstrike::diagnosis
