// What a value becomes before it is percent-encoded: its characters in another charset, or in
// another form of Unicode.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "signing/diagnosis/hypotheses/respelled.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

}  // namespace

void try_charsets(const Received& received, FieldChanges& out) {
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

// One converter's way with all values: the converters are those that have something to say.
void try_recodings(const Received& received, FieldChanges& out) {
  if (!out.takes(odd) || received.is_long) return;
  std::vector<std::vector<Recoded>> of_fields;
  std::vector<std::string_view> ways;
  for (const Field& field : received.fields) {
    of_fields.push_back(recodings(field.value));
    for (const Recoded& recoding : of_fields.back()) {
      const bool known = std::find(ways.begin(), ways.end(), recoding.written) != ways.end();
      if (!known) ways.push_back(recoding.written);
    }
  }
  const auto try_text = [&](std::size_t i, std::string_view text) {
    Fields fields = received.fields;
    fields[i] = with_value(fields[i], text, received.encoder, false);
    out.add(MistakeId::other_charset, odd, std::move(fields));
  };
  for (const std::string_view way : ways) {
    Fields fields = received.fields;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto found = std::find_if(of_fields[i].begin(), of_fields[i].end(),
                                      [&](const Recoded& r) { return r.written == way; });
      if (found == of_fields[i].end()) continue;
      fields[i] = with_value(fields[i], found->text, received.encoder, false);
      ++changed;
    }
    if (changed > 1) out.add(MistakeId::other_charset, odd, std::move(fields));
  }
  for (std::size_t i = 0; i < received.fields.size(); ++i) {
    for (const Recoded& recoding : of_fields[i]) try_text(i, recoding.text);
  }
  for (std::size_t i = 0; i < received.fields.size(); ++i) {
    for (const std::string& original : originals(received.fields[i].value)) try_text(i, original);
  }
}

void try_unicode_forms(const Received& received, FieldChanges& out) {
  for (const UnicodeForm form : kUnicodeForms) {
    if (!received.is_beyond_ascii) break;
    const bool is_canonical = form == UnicodeForm::composed || form == UnicodeForm::decomposed;
    respelled(
        received, MistakeId::unicode_form_differs, is_canonical ? common : rare,
        [&](std::string_view value) -> std::optional<std::string> {
          const auto points = signing::code_points(value);
          if (!points) return std::nullopt;
          return signing::utf8_of(in_form(*points, form));
        },
        out);
  }
  // The way back, where it can be known: letters that a compatibility form took apart.
  for (const auto change : {&with_ligatures, &with_full_width}) {
    respelled(
        received, MistakeId::unicode_form_differs, odd,
        [&](std::string_view value) -> std::optional<std::string> {
          const auto points = signing::code_points(value);
          if (!points) return std::nullopt;
          return signing::utf8_of(change(*points));
        },
        out);
  }
}

}  // namespace everstrike::diagnosis
