// Ways to write fields that are not the documented form: other encoders, no encoding, values only,
// other separators, JSON, and the text that a language makes of an object.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/object_text.hpp"
#include "signing/diagnosis/text/percent.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;

// --- encoders ---

std::string by_encoder(const Fields& fields, std::size_t variant) {
  return write_encoded(fields, encoders()[variant]);
}

std::string by_javascript_escape(const Fields& fields, std::size_t) {
  std::string text;
  for (const Field& field : fields) {
    if (&field != &fields.front()) text += '&';
    text += escape_like_javascript(field.name) + '=' + escape_like_javascript(field.value);
  }
  return text;
}

// What stands between "&" and "=" taken for plain text and encoded: the body was sent raw, or
// was encoded already.
std::string raw_by_encoder(const Fields& fields, std::size_t variant) {
  Fields raw = fields;
  for (Field& field : raw) {
    field.name = field.raw_name;
    field.value = field.raw_value;
  }
  return write_encoded(raw, encoders()[variant]);
}

// The same with the names left alone, which are letters mostly but may have brackets.
std::string raw_values_by_encoder(const Fields& fields, std::size_t variant) {
  Fields raw = fields;
  for (Field& field : raw) field.raw_value = escape(field.raw_value, encoders()[variant]);
  return write_raw(raw);
}

constexpr std::size_t kCommonEncoders = 6;  // of encoders(), from the front
constexpr std::size_t kOuterEncoders = 3;

// The variant names two encoders: one that the program called, one that the library called again.
std::string values_by_two_encoders(const Fields& fields, std::size_t variant) {
  Fields twice = fields;
  bool changed = false;
  for (Field& field : twice) {
    std::string once = escape(field.value, encoders()[variant / kOuterEncoders]);
    changed |= once != field.value;
    field.value = std::move(once);
  }
  // Encoding what needs none once more is no mistake.
  return changed ? write_encoded(twice, encoders()[variant % kOuterEncoders]) : write_raw(fields);
}

// The body was encoded twice; what was signed was encoded once.
std::string decoded_twice_by_encoder(const Fields& fields, std::size_t variant) {
  Fields once = fields;
  bool changed = false;
  for (Field& field : once) {
    field.value = unescape(field.value, PlusSign::is_blank);
    changed |= field.value != fields[static_cast<std::size_t>(&field - once.data())].value;
  }
  return changed ? write_encoded(once, encoders()[variant]) : write_raw(fields);
}

// A "&" within a raw value splits it: pieces without "=" belong to the field before them.
std::string raw_with_ampersands(const Fields& fields, std::size_t variant) {
  Fields joined;
  for (const Field& field : fields) {
    if (field.has_equals || joined.empty()) {
      joined.push_back(field);
    } else {
      joined.back().raw_value += "&" + field.raw_name;
    }
  }
  return raw_by_encoder(joined, variant);
}

// --- no encoding ---

template <class NameOf, class ValueOf>
std::string joined(const Fields& fields, std::string_view equals, std::string_view between,
                   NameOf name_of, ValueOf value_of) {
  std::string text;
  for (const Field& field : fields) {
    if (&field != &fields.front()) text += between;
    text += name_of(field);
    text += equals;
    text += value_of(field);
  }
  return text;
}

std::string decoded_name(const Field& field) { return field.name; }
std::string decoded_value(const Field& field) { return field.value; }
std::string raw_name(const Field& field) { return field.raw_name; }
std::string raw_value(const Field& field) { return field.raw_value; }
std::string no_name(const Field& /*field*/) { return {}; }

// How encodeURIComponent's counterpart decodes: "+" stays.
std::string value_with_plus(const Field& field) {
  return unescape(field.raw_value, PlusSign::is_plus);
}

std::string plain(const Fields& fields, std::size_t variant) {
  switch (variant) {
    case 0:
      return joined(fields, "=", "&", decoded_name, decoded_value);
    case 1:
      return joined(fields, "=", "&", raw_name, decoded_value);
    default:
      return joined(fields, "=", "&", decoded_name, value_with_plus);
  }
}

// As a template text does that escapes blanks only.
std::string plain_with_escaped_blanks(const Fields& fields, std::size_t variant) {
  return replace_all(plain(fields, 0), " ", variant == 0 ? "%20" : "+");
}

// As a template does, or as repr() and JSON write a text, which nothing encodes afterwards.
std::string quoted_values(const Fields& fields, std::size_t variant) {
  const std::string quote = variant == 0 ? "\"" : "'";
  return joined(fields, "=", "&", decoded_name, [&](const Field& field) {
    const std::string value(decoded_value(field));
    return variant == 2 ? json_quoted(value, {}) : quote + value + quote;
  });
}

constexpr std::string_view kValueSeparators[] = {"", "&", ",", "|", ":", "\n", " ", ";", "-", "."};

std::string values_only(const Fields& fields, std::size_t variant) {
  const std::string_view between = kValueSeparators[variant / 2];
  return variant % 2 == 0 ? joined(fields, "", between, no_name, decoded_value)
                          : joined(fields, "", between, no_name, raw_value);
}

std::string only_value_of_id(const Fields& fields, std::size_t variant) {
  const auto id = std::find_if(fields.begin(), fields.end(),
                               [](const Field& field) { return field.name == "id"; });
  if (fields.empty()) return {};
  const Field& field = id == fields.end() ? fields.back() : *id;
  return variant == 0 ? field.value : field.raw_value;
}

struct Separators {
  std::string_view equals;
  std::string_view between;
};
constexpr Separators kSeparators[] = {
    {"", ""},   {"=", ""},    {":", ""},  {"=", ","}, {"=", "\n"}, {":", "&"},  {":", ","},
    {"=", "|"}, {"=", ";"},   {"", "&"},  {"=", " "}, {":", "\n"}, {":", ", "}, {"=", ", "},
    {":", "|"}, {": ", "\n"}, {" ", " "}, {"=", ":"}, {"", "\n"},  {"=", "."},
};

std::string other_separators(const Fields& fields, std::size_t variant) {
  const Separators& by = kSeparators[variant / 2];
  return variant % 2 == 0 ? joined(fields, by.equals, by.between, decoded_name, decoded_value)
                          : joined(fields, by.equals, by.between, raw_name, raw_value);
}

// --- other notations ---

// Nothing where a plainer style, which is tried as well, gives the same.
std::string as_json(const Fields& fields, std::size_t variant) {
  const JsonStyle& style = json_styles()[variant];
  return differs_from_plainer(fields, style) ? write_json(fields, style) : std::string();
}

std::string as_object(const Fields& fields, std::size_t variant) {
  return object_texts()[variant](fields);
}

// --- the lists ---

class Writings {
 public:
  void add(Id id, Likelihood likelihood, std::string (*write)(const Fields&, std::size_t),
           std::size_t variant = 0) {
    all.push_back({id, likelihood, write, variant});
  }
  std::vector<Writing> all;
};

constexpr std::size_t kFrequentJsonStyles = 4;
constexpr std::size_t kCommonJsonStyles = 8;

void add_json(Writings& out, Id id) {
  for (std::size_t i = 0; i < json_styles().size(); ++i) {
    out.add(id,
            i < kFrequentJsonStyles ? frequent
            : i < kCommonJsonStyles ? common
                                    : rare,
            &as_json, i);
  }
}

std::vector<Writing> for_form() {
  Writings out;
  for (std::size_t i = 0; i < kOuterEncoders; ++i) {
    out.add(Id::encoded_twice, common, &decoded_twice_by_encoder, i);
  }
  out.add(Id::values_not_encoded, frequent, &plain, 0);
  out.add(Id::values_not_encoded, rare, &plain, 1);
  out.add(Id::values_not_encoded, rare, &plain, 2);
  // As an encoder does that leaves alone what the value holds beside blanks.
  for (const std::size_t blank : {0U, 1U}) {
    out.add(Id::other_reserved_characters, rare, &plain_with_escaped_blanks, blank);
  }
  out.add(Id::values_not_encoded, rare, &plain_with_escaped_blanks, 0);
  out.add(Id::values_not_encoded, rare, &plain_with_escaped_blanks, 1);
  for (const std::size_t quote : {0U, 1U, 2U}) {
    out.add(Id::value_spelled_differently, odd, &quoted_values, quote);
  }
  for (std::size_t i = 0; i < encoders().size(); ++i) {
    const Likelihood likelihood = i < kCommonEncoders ? common : rare;
    out.add(Id::encoded_signed_raw_sent, likelihood, &by_encoder, i);
    out.add(Id::encoded_signed_raw_sent, rare, &raw_by_encoder, i);
    out.add(Id::other_reserved_characters, likelihood, &by_encoder, i);
    out.add(Id::encoded_twice, likelihood, &raw_by_encoder, i);
    out.add(Id::encoded_twice, rare, &raw_values_by_encoder, i);
    if (i >= kOuterEncoders) out.add(Id::encoded_twice, rare, &decoded_twice_by_encoder, i);
    out.add(Id::encoded_signed_raw_sent, rare, &raw_with_ampersands, i);
  }
  for (std::size_t i = 0; i < kCommonEncoders * kOuterEncoders; ++i) {
    out.add(Id::encoded_twice, rare, &values_by_two_encoders, i);
  }
  out.add(Id::other_charset, rare, &by_javascript_escape);
  add_json(out, Id::json_signed);
  out.add(Id::value_only_signed, common, &only_value_of_id, 0);
  out.add(Id::value_only_signed, rare, &only_value_of_id, 1);
  for (std::size_t i = 0; i < 2 * std::size(kValueSeparators); ++i) {
    out.add(Id::value_only_signed, rare, &values_only, i);
  }
  for (std::size_t i = 0; i < 2 * std::size(kSeparators); ++i) {
    out.add(Id::other_separators_signed, rare, &other_separators, i);
  }
  for (std::size_t i = 0; i < object_texts().size(); ++i) {
    out.add(Id::object_text_signed, rare, &as_object, i);
  }
  return out.all;
}

// The body is in another notation than a form: any form of its fields was signed.
std::vector<Writing> for_other_notation(Id id) {
  Writings out;
  for (std::size_t i = 0; i < encoders().size(); ++i) {
    out.add(id, i < kCommonEncoders ? common : rare, &by_encoder, i);
  }
  out.add(id, rare, &plain, 0);
  add_json(out, id == Id::json_sent ? Id::json_written_again : Id::json_signed);
  out.add(Id::value_only_signed, rare, &only_value_of_id, 0);
  return out.all;
}

}  // namespace

std::span<const Writing> writings(BodyKind kind) noexcept {
  static const auto kForForm = for_form();
  static const auto kForJson = for_other_notation(Id::json_sent);
  static const auto kForMultipart = for_other_notation(Id::multipart_sent);
  switch (kind) {
    case BodyKind::form:
    case BodyKind::query:
      return kForForm;
    case BodyKind::json:
      return kForJson;
    case BodyKind::multipart:
      break;
  }
  return kForMultipart;
}

}  // namespace everstrike::diagnosis
