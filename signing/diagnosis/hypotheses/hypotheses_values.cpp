// Changes of single values: numbers, booleans and null spelt differently, blanks and line ends,
// charsets and Unicode forms.
#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::size_t kSingleValuesMax = 8;  // of which each value is changed by itself

// What a value would be in another spelling; nothing where the change doesn't apply.
using Respell = std::function<std::optional<std::string>(std::string_view value)>;

void respelled(const Received& received, MistakeId id, Likelihood likelihood,
               const Respell& respell, FieldChanges& out) {
  if (!out.takes(likelihood) || !out.spend(received.body.size())) return;
  Fields all = received.fields;
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto value = respell(all[i].value);
    if (!value || *value == all[i].value) continue;
    const std::string raw_name = all[i].raw_name;
    all[i] = make_field(all[i].name, *value, received.encoder);
    all[i].raw_name = raw_name;
    changed.push_back(i);
  }
  if (changed.empty()) return;
  if (changed.size() > 1) {
    for (std::size_t i = 0; i < std::min(changed.size(), kSingleValuesMax); ++i) {
      Fields one = received.fields;
      one[changed[i]] = all[changed[i]];
      out.add(id, rare, std::move(one));
    }
  }
  out.add(id, likelihood, std::move(all));
}

void numbers(const Received& received, FieldChanges& out) {
  for (const NumberSpelling spelling : number_spellings()) {
    respelled(received, MistakeId::literal_spelled_differently, rare, spelling, out);
  }
}

void booleans_and_null(const Received& received, FieldChanges& out) {
  constexpr std::array<std::array<std::string_view, 5>, 2> kBooleans = {
      {{"true", "True", "TRUE", "1", "yes"}, {"false", "False", "FALSE", "0", "no"}}};
  constexpr std::array<std::string_view, 5> kNothings = {"null", "None", "undefined", "", "nil"};
  const auto try_spelling = [&](const auto& words, std::string_view word) {
    respelled(
        received, MistakeId::literal_spelled_differently, rare,
        [&](std::string_view value) -> std::optional<std::string> {
          if (std::find(words.begin(), words.end(), value) == words.end()) return std::nullopt;
          return std::string(word);
        },
        out);
  };
  for (std::size_t i = 0; i < kBooleans[0].size(); ++i) {
    // Both at once: a writer that capitalises True also capitalises False.
    respelled(
        received, MistakeId::literal_spelled_differently, i < 2 ? common : rare,
        [&](std::string_view value) -> std::optional<std::string> {
          for (const auto& words : kBooleans) {
            if (std::find(words.begin(), words.begin() + 3, value) != words.begin() + 3) {
              return std::string(words[i]);
            }
          }
          return std::nullopt;
        },
        out);
  }
  for (const auto& words : kBooleans) {
    for (const std::string_view word : words) try_spelling(words, word);
  }
  for (const std::string_view word : kNothings) try_spelling(kNothings, word);
}

// --- text ---

std::optional<std::string> with_dashes(std::string_view value) {
  constexpr std::size_t kUuidDigits = 32;
  if (value.size() != kUuidDigits || !std::all_of(value.begin(), value.end(), [](char c) {
        return signing::hex_digit_value(c) >= 0;
      })) {
    return std::nullopt;
  }
  std::string uuid(value);
  for (const std::size_t place : {20U, 16U, 12U, 8U}) uuid.insert(place, 1, '-');
  return uuid;
}

std::optional<std::string> without_dashes(std::string_view value) {
  return replace_all(value, "-", "");
}

std::optional<std::string> trimmed_value(std::string_view value) {
  return std::string(signing::trimmed(value));
}

void texts(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](Likelihood likelihood, const Respell& respell) {
    respelled(received, MistakeId::value_spelled_differently, likelihood, respell, out);
  };
  try_spelling(common, &trimmed_value);
  try_spelling(rare, [](std::string_view value) { return lower_case_of(value); });
  try_spelling(rare, [](std::string_view value) { return upper_case_of(value); });
  try_spelling(rare, &with_dashes);
  try_spelling(rare, &without_dashes);
  for (const std::string_view quote : {"\"", "'"}) {
    try_spelling(rare, [&](std::string_view value) {
      return std::string(quote) + std::string(value) + std::string(quote);
    });
    try_spelling(rare, [&](std::string_view value) -> std::optional<std::string> {
      if (value.size() < 2 || !value.starts_with(quote) || !value.ends_with(quote))
        return std::nullopt;
      return std::string(value.substr(1, value.size() - 2));
    });
  }
  for (const std::string_view space : {" ", "\n", "\r\n"}) {
    try_spelling(rare,
                 [&](std::string_view value) { return std::string(value) + std::string(space); });
  }
}

void line_ends(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](const Respell& respell) {
    respelled(received, MistakeId::line_ends_in_value_differ, rare, respell, out);
  };
  try_spelling(
      [](std::string_view v) { return replace_all(replace_all(v, "\r\n", "\n"), "\n", "\r\n"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\r\n", "\n"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\r", "\n"); });
}

// --- charsets: what a value becomes before it is percent-encoded ---

void charsets(const Received& received, FieldChanges& out) {
  const auto try_charset = [&](Likelihood likelihood, const Respell& respell) {
    respelled(received, MistakeId::other_charset, likelihood, respell, out);
  };
  const auto by_points = [](auto change) {
    return [change](std::string_view value) -> std::optional<std::string> {
      const auto points = signing::code_points(value);
      return points ? change(*points) : std::nullopt;
    };
  };
  try_charset(common, by_points([](const std::u32string& points) { return latin1_of(points); }));
  // The UTF-8 bytes taken for Latin-1 and written as UTF-8 again, and the way back.
  try_charset(common, [](std::string_view value) -> std::optional<std::string> {
    return utf8_of_latin1(value);
  });
  try_charset(rare, by_points([](const std::u32string& points) -> std::optional<std::string> {
                auto bytes = latin1_of(points);
                return bytes && signing::code_points(*bytes) ? bytes : std::nullopt;
              }));
  // Encoders of ASCII write "?" for what they don't have, one for each character or each byte.
  try_charset(common, by_points([](std::u32string points) -> std::optional<std::string> {
                for (char32_t& c : points) c = c > 0x7f ? U'?' : c;
                return signing::utf8_of(points);
              }));
  try_charset(rare, by_points([](std::u32string points) -> std::optional<std::string> {
                std::erase_if(points, [](char32_t c) { return c > 0x7f; });
                return signing::utf8_of(points);
              }));
  try_charset(rare, [](std::string_view value) -> std::optional<std::string> {
    return read_lossily(value);
  });
}

void unicode_forms(const Received& received, FieldChanges& out) {
  for (const auto form : {&decomposed, &composed}) {
    respelled(
        received, MistakeId::unicode_form_differs, common,
        [&](std::string_view value) -> std::optional<std::string> {
          const auto points = signing::code_points(value);
          if (!points) return std::nullopt;
          return signing::utf8_of(form(*points));
        },
        out);
  }
}

constexpr std::array kValueHypotheses = {
    FieldHypothesis{&texts},    FieldHypothesis{&booleans_and_null}, FieldHypothesis{&numbers},
    FieldHypothesis{&charsets}, FieldHypothesis{&unicode_forms},     FieldHypothesis{&line_ends},
};

}  // namespace

std::span<const FieldHypothesis> value_hypotheses() noexcept { return kValueHypotheses; }

}  // namespace everstrike::diagnosis
