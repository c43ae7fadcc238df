// Plain numbers and numbers with exponents, as languages print them.
#include <cstdlib>
#include <string>

#include "signing/diagnosis/text/kept_number.hpp"
#include "signing/diagnosis/text/number_forms.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

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

}  // namespace

std::string padded(std::string text, std::size_t digits) {
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

void usual_forms(Family& out, const Decimal& number) {
  const std::string plain = plain_text(number);
  out.add(plain);
  out.add(plain.find('.') == std::string::npos ? plain + ".0" : "");
  usual_exponents(out, number, mantissa(number, 0));
  usual_exponents(out, number, number.digits.size() <= 1 ? mantissa(number, 1) : "");
}
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

}  // namespace everstrike::diagnosis
