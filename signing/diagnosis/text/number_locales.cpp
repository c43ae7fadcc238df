// Numbers as locales write them: groups of digits, other marks than a point, and the digits of
// other scripts. Source: CLDR.
#include <string>
#include <vector>

#include "signing/diagnosis/text/kept_number.hpp"
#include "signing/diagnosis/text/number_forms.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

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

}  // namespace

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

}  // namespace everstrike::diagnosis
