// A secret of digits, or of a word for truth, a date or infinity, that a reader of YAML or JSON
// took for one, and that was written as its type is written.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/secret_ways.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

std::string sexagesimal(Text secret) {
  std::uint64_t total = 0;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= secret.size();) {
    const std::size_t end = std::min(secret.find(':', begin), secret.size());
    std::uint64_t part = 0;
    const auto [last, error] = std::from_chars(secret.data() + begin, secret.data() + end, part);
    if (error != std::errc() || last != secret.data() + end || (parts > 0 && part > 59)) return {};
    total = total * 60 + part;
    ++parts;
    begin = end + 1;
  }
  return parts > 1 && parts < 8 ? std::to_string(total) : std::string();
}

void add_number(Text written, Text key, Variants& out) {
  if (!key.empty()) out.add(Id::secret_read_as_number, odd, written, std::string(key));
}

// The number in all its spellings.
void add_family(Text number, Text written, Variants& out) {
  std::size_t place = 0;
  for (std::string& spelling : number_family(number)) {
    const Likelihood likelihood = place++ < kUsualSpellings ? rare : odd;
    if (!spelling.empty()) {
      out.add(Id::secret_read_as_number, likelihood, written, std::move(spelling));
    }
  }
}

// Octal as C and YAML 1.1 read it, and other bases.
void add_bases(Text secret, Variants& out) {
  const auto in_base = [&](Text digits, int base) {
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return;
    const std::string text = std::to_string(number);
    add_number("number(secret)", text, out);
    if (number > (std::uint64_t{1} << 53)) add_family(text, "number(secret)", out);
    add_number("number(secret)", text + ".0", out);
  };
  for (const Text prefix : {"0x", "0X", "#", ""}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 16);
  }
  for (const Text prefix : {"0o", "0O", "0"}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 8);
  }
  for (const Text prefix : {"0b", "0B"}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 2);
  }
}

// The digits in front of letters, and what separates digits.
void add_digits(Text secret, std::size_t digits, Variants& out) {
  constexpr std::size_t kDigitsOfSheets = 15;  // that spreadsheets keep; others become zeros
  if (digits == secret.size() && digits > kDigitsOfSheets) {
    std::string kept(secret.substr(0, kDigitsOfSheets));
    kept.append(digits - kDigitsOfSheets, '0');
    add_number("number(secret)", kept, out);
    signing::wipe(kept);
  }
  if (digits > 0) {
    add_number("number(start of secret)", secret.substr(0, digits), out);
    const std::size_t zeros = std::min(secret.find_first_not_of('0'), secret.size());
    add_number("secret without zeros in front", secret.substr(zeros), out);
    if (digits < secret.size())
      add_family(secret.substr(0, digits), "number(start of secret)", out);
  }
  add_number("number(secret)", sexagesimal(secret), out);
  if (const std::string seconds = sexagesimal(secret); !seconds.empty())
    add_number("number(secret)", seconds + ".0", out);
  std::string plain = replace_all(secret, "_", "");
  if (plain != secret && plain.find_first_not_of("0123456789") == Text::npos)
    add_number("number(secret)", plain, out);
  signing::wipe(plain);
}

// Words that YAML takes for truth and for nothing.
void add_truth(Text lower, Variants& out) {
  constexpr std::array<Text, 5> kTrue = {"true", "yes", "on", "y", "1"};
  constexpr std::array<Text, 5> kFalse = {"false", "no", "off", "n", "0"};
  const auto is_in = [&](const auto& words) {
    return std::find(words.begin(), words.end(), lower) != words.end();
  };
  if (is_in(kTrue)) {
    for (const Text word : {"true", "True", "TRUE", "1"})
      add_number("truth_value(secret)", word, out);
  }
  if (is_in(kFalse)) {
    for (const Text word : {"false", "False", "FALSE", "0", ""}) {
      out.add(Id::secret_read_as_number, odd, "truth_value(secret)", std::string(word));
    }
  }
}

// Dates that YAML reads.
void add_dates(Text secret, Variants& out) {
  if (secret.size() == 10 && secret[4] == '-' && secret[7] == '-') {
    const std::string date(secret);
    for (const Text time : {" 00:00:00", "T00:00:00", "T00:00:00.000Z", "T00:00:00Z",
                            " 00:00:00 +0000 UTC", " 00:00:00 UTC", "T00:00:00+00:00"}) {
      add_number("date(secret)", date + std::string(time), out);
    }
  }
}

// No number, or one beyond all: in words, or by its exponent.
void add_infinities(Text lower, std::size_t digits, Variants& out) {
  if (lower == "inf" || lower == "infinity" || lower == "nan" || lower == ".inf" ||
      lower == ".nan") {
    for (const Text word :
         {"inf", "Infinity", "nan", "NaN", "Inf", "+Inf", "INF", ".inf", ".nan"}) {
      add_number("number(secret)", word, out);
    }
  }
  const std::size_t letter = lower.find('e');
  if (letter != std::string::npos && digits == letter && letter > 0 && letter + 3 < lower.size() &&
      lower.find_first_not_of("0123456789", letter + 1) == std::string::npos) {
    for (const Text word : {"inf", "Infinity", "INF", "Inf", "+Inf"})
      add_number("number(secret)", word, out);
  }
}

}  // namespace

void add_numbers(std::string_view secret, Variants& out) {
  add_family(secret, "number(secret)", out);
  add_bases(secret, out);
  const std::size_t digits = std::min(secret.find_first_not_of("0123456789"), secret.size());
  add_digits(secret, digits, out);
  const std::string lower = signing::lower_ascii(secret);
  add_truth(lower, out);
  add_dates(secret, out);
  add_infinities(lower, digits, out);
}

}  // namespace everstrike::diagnosis
