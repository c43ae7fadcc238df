// Texts that differ from the received one only in what is escaped. An encoder leaves some
// characters alone and escapes the others, each always in the same way; so two encoders of whatever
// language differ in a set of characters, and the sets that matter for one body are few: those of
// the characters that it holds.
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

// Characters that no encoder of the field tells from each other are one class.
constexpr std::string_view kClasses[] = {" ", "~", "!",  "'", "()",   "*",  "/", ":",  "@",     "$",
                                         ",", ";", "?",  "+", "=",    "&",  "#", "[]", "%",     "-",
                                         ".", "_", "{}", "|", "\"<>", "\\", "^", "`",  "\r\n\t"};
constexpr std::size_t kNumClasses = std::size(kClasses);
constexpr std::size_t kBeyondAscii = kNumClasses;
constexpr std::size_t kOtherControls = kNumClasses + 1;
constexpr std::size_t kBlank = 0;

constexpr std::array<unsigned char, 256> kClassOf = [] {
  std::array<unsigned char, 256> classes{};
  for (std::size_t byte = 0; byte < classes.size(); ++byte) {
    classes[byte] = static_cast<unsigned char>(byte < 0x80 ? kOtherControls : kBeyondAscii);
  }
  for (std::size_t i = 0; i < kNumClasses; ++i) {
    for (const char c : kClasses[i]) {
      classes[static_cast<unsigned char>(c)] = static_cast<unsigned char>(i);
    }
  }
  return classes;
}();

std::size_t class_of(char c) { return kClassOf[static_cast<unsigned char>(c)]; }

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Which classes are escaped, and how a blank is.
struct Escaping {
  std::array<bool, kNumClasses + 2> escaped{};
  std::string_view blank;
};

// Writes to `out`, which has room, and gives the end.
char* append(char* out, std::string_view text, const Escaping& by, bool lower_case) {
  const auto digits = lower_case ? signing::kHexDigits : signing::kUpperHexDigits;
  for (const char c : text) {
    if (c == ' ') {
      out = std::copy(by.blank.begin(), by.blank.end(), out);
    } else if (is_letter_or_digit(c) || !by.escaped[class_of(c)]) {
      *out++ = c;
    } else {
      *out++ = '%';
      *out++ = digits[static_cast<unsigned char>(c) / 16];
      *out++ = digits[static_cast<unsigned char>(c) % 16];
    }
  }
  return out;
}

std::string written(const Fields& fields, const Escaping& by, bool lower_case, bool names_too) {
  std::size_t room = 0;
  for (const Field& field : fields) {
    room += 3 * (field.name.size() + field.value.size()) + field.raw_name.size() + 2;
  }
  std::string text(room, '\0');
  char* end = text.data();
  for (const Field& field : fields) {
    if (&field != &fields.front()) *end++ = '&';
    end = names_too ? append(end, field.name, by, lower_case)
                    : std::copy(field.raw_name.begin(), field.raw_name.end(), end);
    if (field.has_equals) *end++ = '=';
    end = append(end, field.value, by, lower_case);
  }
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

// What the received text does with the characters that it holds.
class Seen {
 public:
  explicit Seen(const Fields& fields) {
    for (const Field& field : fields) {
      look(field.name, field.raw_name, name_classes);
      look(field.value, field.raw_value, classes);
    }
    for (const std::size_t c : name_classes) {
      if (std::find(classes.begin(), classes.end(), c) == classes.end()) classes.push_back(c);
    }
  }

  Escaping escaping{.blank = "+"};
  std::vector<std::size_t> classes;       // that occur, the blank's not among them
  std::vector<std::size_t> name_classes;  // that occur in names
  bool has_blank = false;

 private:
  void look(std::string_view value, std::string_view raw, std::vector<std::size_t>& found) {
    bool blank_looked_up = false;  // one look through `raw` is enough, however many there are
    for (const char c : value) {
      if (is_letter_or_digit(c)) continue;
      const std::size_t place = class_of(c);
      if (place == kBlank) {
        has_blank = true;
        if (std::exchange(blank_looked_up, true)) continue;
        if (raw.find(' ') != std::string_view::npos) escaping.blank = " ";
        if (raw.find("%20") != std::string_view::npos) escaping.blank = "%20";
        continue;
      }
      if (std::find(found.begin(), found.end(), place) != found.end()) continue;
      found.push_back(place);
      escaping.escaped[place] = raw.find(c) == std::string_view::npos;
    }
  }
};

// Which mistake the difference is shows in the two texts.
MistakeId mistake_between(const Received& received, std::string_view sent,
                          const std::string& text) {
  if (comparable(text) == comparable(sent)) return MistakeId::blank_plus_or_percent20;
  const bool text_is_encoded = text.find('+') != std::string::npos ||
                               unescape(text, PlusSign::is_plus).size() != text.size();
  if (!text_is_encoded && received.is_encoded) return MistakeId::values_not_encoded;
  if (text_is_encoded && !received.is_encoded) return MistakeId::encoded_signed_raw_sent;
  return MistakeId::other_reserved_characters;
}

using Take = std::function<bool(const std::string& text, const Difference& difference)>;

// The texts of one reading of the fields.
void escapings_of(const Fields& fields, const Received& received, std::size_t texts_max,
                  const Take& take) {
  const Seen seen(fields);
  if (seen.classes.empty() && !seen.has_blank) return;
  const std::string_view sent = received.kind == BodyKind::query ? received.query : received.body;
  std::size_t texts = 0;
  const auto try_escaping = [&](Escaping by) {
    for (const std::string_view blank : {"+", "%20", " "}) {
      if (!seen.has_blank && blank != "+") continue;
      by.blank = blank;
      for (const bool names_too : {true, false}) {
        if (!names_too && seen.name_classes.empty()) continue;
        for (const bool lower_case : {false, true}) {
          if (lower_case && !received.encoder.lower_case && seen.classes.empty()) continue;
          if (texts >= texts_max) return;
          ++texts;
          const std::string text = written(fields, by, lower_case, names_too);
          if (!take(text, [&] { return mistake_between(received, sent, text); })) {
            texts = texts_max;
          }
        }
      }
    }
  };
  // The sets that differ in few classes first: most encoders agree about most characters.
  const std::size_t count = std::min<std::size_t>(seen.classes.size(), 20);
  for (std::size_t differing = 0; differing <= count && texts < texts_max; ++differing) {
    std::vector<bool> chosen(count, false);
    std::fill_n(chosen.begin(), differing, true);
    do {
      Escaping by = seen.escaping;
      for (std::size_t i = 0; i < count; ++i) {
        if (chosen[i]) by.escaped[seen.classes[i]] = !by.escaped[seen.classes[i]];
      }
      try_escaping(by);
    } while (texts < texts_max && std::prev_permutation(chosen.begin(), chosen.end()));
  }
}

bool is_special(char c) {
  return !is_letter_or_digit(c) && std::string_view("-._").find(c) == std::string_view::npos;
}

// One field of several went through another encoder than the others, or through none.
bool one_field_otherwise(const Received& received, const Take& take) {
  constexpr std::size_t kFieldsTried = 8;
  const std::string_view sent = received.kind == BodyKind::query ? received.query : received.body;
  std::vector<std::size_t> special;
  for (std::size_t i = 0; i < received.fields.size() && special.size() < kFieldsTried; ++i) {
    const std::string& value = received.fields[i].value;
    if (std::any_of(value.begin(), value.end(), &is_special)) special.push_back(i);
  }
  if (special.size() < 2) return true;
  for (const std::size_t i : special) {
    Fields fields = received.fields;
    const auto try_value = [&](std::string value) {
      fields[i].raw_value = std::move(value);
      const std::string text = write_raw(fields);
      return take(text, [&] { return mistake_between(received, sent, text); });
    };
    if (!try_value(fields[i].value)) return false;
    for (const Encoder& by : encoders()) {
      if (!try_value(escape(fields[i].value, by))) return false;
    }
  }
  return true;
}

// A value that was sent raw and holds "&" and "=" looks like several fields.
void joined_fields(const Fields& fields, const Received& received, std::size_t texts_max,
                   const Take& take) {
  constexpr std::size_t kJoinsMax = 6;
  const std::string_view sent = received.kind == BodyKind::query ? received.query : received.body;
  const auto try_fields = [&](const Fields& joined) {
    const auto try_text = [&](const std::string& text) {
      return take(text, [&] { return mistake_between(received, sent, text); });
    };
    for (const Encoder& by : encoders()) {
      if (!try_text(write_encoded(joined, by))) return;
    }
    escapings_of(joined, received, texts_max, take);
  };
  if (sent.ends_with('&')) {
    Fields joined = fields;
    joined.back().value += '&';
    try_fields(joined);
  }
  for (std::size_t i = 0; i + 1 < std::min(fields.size(), kJoinsMax); ++i) {
    const Field& next = fields[i + 1];
    const bool is_part = std::any_of(next.raw_name.begin(), next.raw_name.end(), &is_special) ||
                         !next.has_equals || next.name.size() < 3;
    if (!is_part) continue;
    Fields joined = fields;
    joined[i].value += "&" + next.name + (next.has_equals ? "=" : "") + next.value;
    joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    try_fields(joined);
  }
}

// Sent by JavaScript's old escape(): what its %uXXXX and Latin-1 bytes stand for, by any encoder.
void escaped_by_javascript(const Received& received, std::size_t texts_max, const Take& take) {
  Fields fields = received.fields;
  bool any = false;
  for (Field& field : fields) {
    auto name = unescape_like_javascript(field.raw_name);
    auto value = unescape_like_javascript(field.raw_value);
    any = any || name || value;
    if (name) field.name = std::move(*name);
    if (value) field.value = std::move(*value);
  }
  if (!any) return;
  escapings_of(fields, received, texts_max, [&](const std::string& text, const Difference&) {
    return take(text, [] { return MistakeId::other_charset; });
  });
}

}  // namespace

void other_escapings(const Received& received, std::size_t texts_max, const Take& take) {
  const bool is_form = received.kind == BodyKind::form || received.kind == BodyKind::query;
  if (!is_form || received.fields.empty()) return;
  escaped_by_javascript(received, texts_max, take);
  if (!received.is_long && !one_field_otherwise(received, take)) return;
  const std::size_t few = std::min<std::size_t>(texts_max, 64);
  escapings_of(received.fields, received, texts_max, take);
  // A "+" may be a plus that its encoder leaves alone.
  if (received.has_plus) {
    Fields with_plus = received.fields;
    for (Field& field : with_plus) {
      field.name = unescape(field.raw_name, PlusSign::is_plus);
      field.value = unescape(field.raw_value, PlusSign::is_plus);
    }
    escapings_of(with_plus, received, texts_max, take);
    if (!received.is_long) joined_fields(with_plus, received, few, take);
  }
  if (!received.is_long) joined_fields(received.fields, received, few, take);
}

}  // namespace everstrike::diagnosis
