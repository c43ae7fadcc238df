// Changes of single values: numbers, booleans and null spelt differently, blanks and line ends,
// charsets and Unicode forms.
#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/html.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"
#include "signing/diagnosis/text/time_spelling.hpp"
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
  std::vector<std::size_t> changed;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < received.fields.size(); ++i) {
    auto value = respell(received.fields[i].value);
    if (!value || *value == received.fields[i].value) continue;
    changed.push_back(i);
    values.push_back(std::move(*value));
  }
  if (changed.empty()) return;
  Fields all = received.fields;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    Field& field = all[changed[i]];
    field.raw_value = escape(values[i], received.encoder);
    field.value = std::move(values[i]);
  }
  const auto add_written = [&](auto write) {
    Fields otherwise = all;
    bool differs = false;
    for (const std::size_t i : changed) {
      std::string raw = write(all[i]);
      differs = differs || raw != all[i].raw_value;
      otherwise[i].raw_value = std::move(raw);
    }
    if (differs) out.add(id, likelihood, std::move(otherwise));
  };
  if (received.has_plain && !received.has_escape) {
    // Nothing is encoded in this body: neither would the other spelling have been.
    add_written([](const Field& field) { return field.value; });
  } else if (likelihood != frequent && !received.is_long) {
    // What the other spelling brings along, its encoder may write otherwise than was guessed.
    add_written([](const Field& field) { return replace_all(field.raw_value, "+", "%20"); });
    add_written([](const Field& field) { return escape(field.value, kPythonQuote); });
    if (out.takes(odd)) {
      add_written([](const Field& field) { return escape(field.value, kEncodeUriComponent); });
      add_written([](const Field& field) { return field.value; });
    }
  }
  if (changed.size() > 1) {
    for (std::size_t i = 0; i < std::min(changed.size(), kSingleValuesMax); ++i) {
      Fields one = received.fields;
      one[changed[i]] = all[changed[i]];
      out.add(id, std::max(likelihood, rare), std::move(one));
    }
  }
  out.add(id, likelihood, std::move(all));
}

// Puts one value in the place of a field's. A spelling that an encoder would change can also stand
// in the text as it is: not every encoder escapes a comma.
Field with_value(const Field& field, std::string_view value, const Encoder& by, bool raw) {
  Field changed = make_field(field.name, value, by);
  changed.raw_name = field.raw_name;
  if (raw) changed.raw_value = value;
  return changed;
}

// The families of the values: all fields in one writer's way, then each field by itself.
void spelled_by_families(const Received& received, FieldChanges& out) {
  constexpr std::size_t kFamiliesMax = 6;
  if (!out.takes(rare) && !out.takes(odd)) return;
  std::vector<std::pair<std::size_t, std::vector<std::string>>> families;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < received.fields.size() && families.size() < kFamiliesMax; ++i) {
    const Field& field = received.fields[i];
    auto family = number_family(field.value);
    // The sign of an exponent, sent as it is, reads as a blank.
    if (family.empty() && field.raw_value.find('+') != std::string::npos) {
      family = number_family(unescape(field.raw_value, PlusSign::is_plus));
    }
    if (family.empty()) continue;
    longest = std::max(longest, family.size());
    families.emplace_back(i, std::move(family));
  }
  // Prices and quantities are computed; times and windows mostly aren't.
  std::stable_partition(families.begin(), families.end(), [&](const auto& family) {
    const std::string name = signing::lower_ascii(received.fields[family.first].name);
    return name.find("time") == std::string::npos && name.find("window") == std::string::npos &&
           !name.ends_with("id");
  });
  const auto likelihood_of = [](std::size_t place) { return place < kUsualSpellings ? rare : odd; };
  const auto spelling = [](const std::vector<std::string>& family, std::size_t place) {
    return place < family.size() ? std::string_view(family[place]) : std::string_view();
  };
  // The text before each field's value and behind it.
  std::vector<std::pair<std::string, std::string>> around;
  for (const auto& [i, family] : families) {
    const auto middle = received.fields.begin() + static_cast<std::ptrdiff_t>(i);
    std::string before = write_raw(Fields(received.fields.begin(), middle));
    if (i > 0) before += '&';
    before += received.fields[i].raw_name + "=";
    std::string behind;
    if (i + 1 < received.fields.size()) {
      behind = "&" + write_raw(Fields(middle + 1, received.fields.end()));
    }
    around.emplace_back(std::move(before), std::move(behind));
  }
  const auto all_at = [&](std::size_t place, bool raw) {
    Fields fields = received.fields;
    for (const auto& [i, family] : families) {
      const std::string_view value = spelling(family, place);
      if (!value.empty()) fields[i] = with_value(fields[i], value, received.encoder, raw);
    }
    return fields;
  };
  const auto one_at = [&](std::size_t n, std::size_t place, bool raw) {
    Fields fields = received.fields;
    Field& field = fields[families[n].first];
    field = with_value(field, spelling(families[n].second, place), received.encoder, raw);
    return fields;
  };
  const auto try_one = [&](std::size_t n, std::size_t place) {
    const auto& [i, family] = families[n];
    const std::string_view value = spelling(family, place);
    if (value.empty() || value == received.fields[i].value) return false;
    const Likelihood likelihood = likelihood_of(place);
    const std::string encoded = escape(value, received.encoder);
    for (const bool raw : {false, true}) {
      if (raw && encoded == value) continue;
      if (likelihood == rare && out.keeps()) {
        out.add(MistakeId::literal_spelled_differently, rare, one_at(n, place, raw));
      } else {
        out.add_text(MistakeId::literal_spelled_differently, likelihood,
                     around[n].first + (raw ? std::string(value) : encoded) + around[n].second);
      }
    }
    return true;
  };
  const auto try_all = [&](std::size_t place) {
    for (const bool raw : {false, true}) {
      out.add(MistakeId::literal_spelled_differently, likelihood_of(place), all_at(place, raw));
    }
  };
  if (out.takes(rare)) {
    for (std::size_t place = 0; place < std::min(longest, kUsualSpellings); ++place) {
      std::size_t spelled = 0;
      for (std::size_t n = 0; n < families.size(); ++n) spelled += try_one(n, place) ? 1 : 0;
      if (spelled > 1) try_all(place);
    }
    return;
  }
  // There are hundreds: one field after the other, and what all have in common in between.
  for (std::size_t n = 0; n < families.size(); ++n) {
    for (std::size_t place = kUsualSpellings; place < families[n].second.size(); ++place) {
      if (!out.takes(odd)) return;
      const bool spelled = try_one(n, place);
      if (n == 0 && spelled && families.size() > 1) try_all(place);
    }
  }
}

// Words that say the same to whoever wrote them. A value is looked up in each family, and every
// other word of it is what may have been signed.
void literals(const Received& received, FieldChanges& out) {
  using Words = std::vector<std::string_view>;
  static const std::array<Words, 3> kFamilies = {
      Words{"true", "True", "TRUE", "1", "yes", "on", "Yes", "YES", "On", "ON", "t", "T", "y", "Y",
            "1.0", "-1", ".true.", "#t", ".T."},
      Words{"false",   "False", "FALSE", "0",    "no",   "",         "off", "No",
            "NO",      "Off",   "OFF",   "f",    "F",    "n",        "N",   "0.0",
            ".false.", "#f",    ".F.",   "null", "None", "undefined"},
      Words{"null", "None",   "undefined", "",     "nil", "NULL",   "Null",
            "none", "(null)", "<nil>",     "NaN",  "nan", "<null>", "[null]",
            "\\N",  "N/A",    "Nothing",   "#N/A", "0",   "[]",     "{}"}};
  // A writer that capitalises True also capitalises False.
  for (std::size_t i = 0; i < 14; ++i) {
    respelled(
        received, MistakeId::literal_spelled_differently,
        i < 2   ? common
        : i < 5 ? rare
                : odd,
        [&](std::string_view value) -> std::optional<std::string> {
          for (const std::size_t family : {0U, 1U}) {
            const Words& words = kFamilies[family];
            const bool is_name =
                std::find(words.begin(), words.begin() + 3, value) != words.begin() + 3;
            const bool is_other =
                std::find(words.begin() + 3, words.begin() + 14, value) != words.begin() + 14;
            if (is_name || (i < 3 && is_other && !value.empty())) return std::string(words[i]);
          }
          return std::nullopt;
        },
        out);
  }
  for (const Words& words : kFamilies) {
    for (const std::string_view& word : words) {
      const std::size_t place = static_cast<std::size_t>(&word - words.data());
      respelled(
          received, MistakeId::literal_spelled_differently, place < 6 ? rare : odd,
          [&](std::string_view value) -> std::optional<std::string> {
            if (std::find(words.begin(), words.end(), value) == words.end()) return std::nullopt;
            return std::string(word);
          },
          out);
    }
  }
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

// What word processors and phones make of plain characters, and the plain ones again.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypographic = {{
    {"'", "\xe2\x80\x99"},
    {"'", "\xe2\x80\x98"},
    {"\"", "\xe2\x80\x9c"},
    {"\"", "\xe2\x80\x9d"},
    {"--", "\xe2\x80\x94"},
    {"--", "\xe2\x80\x93"},
    {"-", "\xe2\x80\x93"},
    {"-", "\xe2\x80\x90"},
    {"-", "\xe2\x80\x91"},
    {"-", "\xe2\x80\x94"},
    {"...", "\xe2\x80\xa6"},
    {" ", "\xc2\xa0"},
}};

// Characters that show nowhere.
constexpr std::array<std::string_view, 6> kInvisible = {"\xe2\x80\x8b", "\xef\xbb\xbf", "\xc2\xad",
                                                        "\xe2\x80\x8e", "\xe2\x81\xa0", "\xc2\xa0"};

// Each second quote closes.
std::string with_curly_quotes(std::string_view value) {
  std::string text;
  bool opens = true;
  for (const char c : value) {
    if (c == '"') {
      text += opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d";
      opens = !opens;
    } else if (c == '\'') {
      text += "\xe2\x80\x99";
    } else {
      text += c;
    }
  }
  return text;
}

void editors(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](const Respell& respell) {
    respelled(received, MistakeId::value_spelled_differently, odd, respell, out);
  };
  for (const auto& [plain, fine] : kTypographic) {
    // By names of their own: clang before 16 captures no structured bindings.
    try_spelling(
        [from = plain, to = fine](std::string_view v) { return replace_all(v, from, to); });
    try_spelling(
        [from = fine, to = plain](std::string_view v) { return replace_all(v, from, to); });
  }
  try_spelling(&with_curly_quotes);
  try_spelling([](std::string_view v) {
    std::string text(v);
    for (const auto& [plain, fine] : kTypographic) text = replace_all(text, fine, plain);
    return text;
  });
  for (const std::string_view invisible : kInvisible) {
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(invisible); });
    try_spelling([&](std::string_view v) { return std::string(invisible) + std::string(v); });
    try_spelling([&](std::string_view v) { return replace_all(v, invisible, ""); });
  }
  // Quotes within quotes, and one of a pair lost.
  for (const std::string_view before :
       {"\\\"", "\"\"\"", "\"'", "'\"", "\"\"", "''", "`", "\xe2\x80\x9c", "\xe2\x80\x98",
        "\xc2\xab", "<", "(", "[", "{"}) {
    const std::string_view after = before == "\"'"            ? "'\""
                                   : before == "'\""          ? "\"'"
                                   : before == "\xe2\x80\x9c" ? "\xe2\x80\x9d"
                                   : before == "\xe2\x80\x98" ? "\xe2\x80\x99"
                                   : before == "\xc2\xab"     ? "\xc2\xbb"
                                   : before == "<"            ? ">"
                                   : before == "("            ? ")"
                                   : before == "["            ? "]"
                                   : before == "{"            ? "}"
                                                              : before;
    try_spelling([&](std::string_view v) {
      return std::string(before) + std::string(v) + std::string(after);
    });
    try_spelling([&](std::string_view v) -> std::optional<std::string> {
      if (v.size() < before.size() + after.size() || !v.starts_with(before) || !v.ends_with(after))
        return std::nullopt;
      return std::string(v.substr(before.size(), v.size() - before.size() - after.size()));
    });
  }
  for (const std::string_view quote : {"\"", "'"}) {
    try_spelling([&](std::string_view v) { return std::string(quote) + std::string(v); });
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(quote); });
    try_spelling([&](std::string_view v) { return replace_all(v, quote, ""); });
    try_spelling(
        [&](std::string_view v) { return replace_all(v, quote, "\\" + std::string(quote)); });
    try_spelling(
        [&](std::string_view v) { return replace_all(v, "\\" + std::string(quote), quote); });
  }
  try_spelling([](std::string_view v) { return replace_all(v, "\\", "\\\\"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\\\", "\\"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\", ""); });
  try_spelling([](std::string_view v) { return replace_all(v, "/", "\\/"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\/", "/"); });
  for (const HtmlEscapes& escapes : html_escapes()) {
    try_spelling([&](std::string_view v) { return html_escaped(v, escapes); });
    try_spelling([&](std::string_view v) { return html_unescaped(v, escapes); });
  }
  for (const std::string_view space :
       {std::string_view("\t"), std::string_view("\r"), std::string_view("\xc2\xa0"),
        std::string_view("\0", 1), std::string_view("  "), std::string_view(" \n")}) {
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(space); });
    try_spelling([&](std::string_view v) { return std::string(space) + std::string(v); });
  }
  try_spelling([](std::string_view v) { return " " + std::string(v); });
  try_spelling([](std::string_view v) { return replace_all(v, "  ", " "); });
  try_spelling([](std::string_view v) { return replace_all(v, " ", ""); });
  try_spelling([](std::string_view v) { return replace_all(v, "_", "-"); });
  try_spelling([](std::string_view v) { return replace_all(v, "-", "_"); });
  try_spelling([](std::string_view v) { return replace_all(v, " ", "_"); });
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
  const auto try_spelling = [&](Likelihood likelihood, const Respell& respell) {
    respelled(received, MistakeId::line_ends_in_value_differ, likelihood, respell, out);
  };
  const auto with_lf = [](std::string_view v) {
    return replace_all(replace_all(v, "\r\n", "\n"), "\r", "\n");
  };
  try_spelling(rare, [&](std::string_view v) { return replace_all(with_lf(v), "\n", "\r\n"); });
  try_spelling(rare, with_lf);
  for (const std::string_view by :
       {"\r", "", " ", "  ", "\\n", "\\r\\n", "\n\n", "\xe2\x80\xa8", "<br>", "\r\r\n"}) {
    try_spelling(odd, [&](std::string_view v) { return replace_all(with_lf(v), "\n", by); });
  }
  for (const std::string_view from :
       {"\\r\\n", "\\n", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xc2\x85", "\n\n"}) {
    try_spelling(odd, [&](std::string_view v) { return replace_all(v, from, "\n"); });
  }
  try_spelling(odd, [&](std::string_view v) { return replace_all(with_lf(v), "\n", ""); });
  try_spelling(odd, [](std::string_view v) { return std::string(signing::trimmed_back(v)); });
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

// One converter's way with all values: the converters are those that have something to say.
void recoded(const Received& received, FieldChanges& out) {
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

void unicode_forms(const Received& received, FieldChanges& out) {
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

// A time of day in all the ways that languages write it. Each place is one way. Numbers of seconds
// are times too, but less likely written as such.
void times_where(const Received& received, bool is_number, FieldChanges& out) {
  if (!out.takes(odd) && (is_number || !out.takes(rare))) return;
  std::vector<std::vector<std::string>> families;
  std::size_t longest = 0;
  for (const Field& field : received.fields) {
    const bool digits = field.value.find_first_not_of("0123456789.") == std::string::npos;
    families.push_back(digits == is_number ? time_family(field.value) : std::vector<std::string>());
    longest = std::max(longest, families.back().size());
  }
  for (std::size_t place = 0; place < longest; ++place) {
    std::size_t i = 0;
    respelled(
        received, MistakeId::value_spelled_differently,
        !is_number && place < kUsualTimes ? rare : odd,
        [&](std::string_view) -> std::optional<std::string> {
          const std::vector<std::string>& family = families[i++];
          if (place >= family.size() || family[place].empty()) return std::nullopt;
          return family[place];
        },
        out);
  }
}

// Those that a value gives little to do stand before those of which each value has hundreds.
constexpr std::array kValueHypotheses = {
    FieldHypothesis{&literals},
    FieldHypothesis{&texts},
    FieldHypothesis{&line_ends},
    FieldHypothesis{&unicode_forms},
    FieldHypothesis{
        [](const Received& received, FieldChanges& out) { times_where(received, false, out); }},
    FieldHypothesis{&spelled_by_families},
    FieldHypothesis{&charsets},
    FieldHypothesis{&recoded},
    FieldHypothesis{&editors},
    FieldHypothesis{
        [](const Received& received, FieldChanges& out) { times_where(received, true, out); }},
};

}  // namespace

std::span<const FieldHypothesis> value_hypotheses() noexcept { return kValueHypotheses; }

}  // namespace everstrike::diagnosis
