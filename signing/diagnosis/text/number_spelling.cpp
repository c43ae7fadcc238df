#include "signing/diagnosis/text/number_spelling.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "signing/diagnosis/text/decimal.hpp"
#include "signing/diagnosis/text/kept_number.hpp"
#include "signing/diagnosis/text/number_forms.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

// As source code writes it, and in other bases.
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
