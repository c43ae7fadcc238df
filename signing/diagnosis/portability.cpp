#include "signing/diagnosis/portability.hpp"

#include <algorithm>
#include <cstddef>

#include "signing/diagnosis/text/fields.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr PortabilityNote kNotAForm = {
    "not_a_form", "The body is not a urlencoded form; the exchange documents no other."};
constexpr PortabilityNote kBlankAsPercent20 = {
    "blank_as_percent20", "A blank is written as %20; both documented encoders write \"+\"."};
constexpr PortabilityNote kLowerCaseEscapes = {
    "lower_case_escapes",
    "Percent escapes have small letters; both documented encoders write capitals."};
constexpr PortabilityNote kUnescaped = {
    "unescaped_characters",
    "A character stands bare that both documented encoders escape; only letters, digits and - . _ "
    "are safe."};
constexpr PortabilityNote kEscapedNeedlessly = {
    "escaped_needlessly",
    "A letter, digit, \"-\", \".\" or \"_\" is escaped; both documented encoders leave it bare."};
constexpr PortabilityNote kNotUtf8 = {"not_utf8", "A value is not UTF-8 text."};
constexpr PortabilityNote kLooseAmpersand = {
    "loose_ampersand", "There is an \"&\" without a field beside it, or a field without \"=\"."};

// What is left to compare once everything was noted that has a note of its own.
std::string normalised(std::string_view body) {
  return with_upper_case_escapes(replace_all(replace_all(body, "%20", "+"), "~", "%7E"));
}

bool has_needless_escape(std::string_view body) {
  for (std::size_t i = body.find('%'); i != std::string_view::npos; i = body.find('%', i + 1)) {
    const std::string one = unescape(body.substr(i, 3), PlusSign::is_plus);
    if (one.size() == 1 && escape(one, kFormUrlencoded) == one) return true;
  }
  return false;
}

bool has_bare_character(std::string_view body) {
  return std::any_of(body.begin(), body.end(), [](char c) {
    constexpr std::string_view kStructure = "%&=+-._~";
    const bool safe = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return !safe && kStructure.find(c) == std::string_view::npos;
  });
}

// Fields of letters, digits and - . _ +, each with a name and one "=": what nearly every request
// is, and then every encoder agrees. Every accepted request is looked at, so this must cost
// nothing.
bool is_plain(std::string_view body) {
  static constexpr auto kSafe = [] {
    Encoder safe = encoder("", "-._+", "+");
    return safe.literals;
  }();
  std::size_t name_bytes = 0;
  bool in_value = false;
  for (const char c : body) {
    if (kSafe[static_cast<unsigned char>(c)]) {
      ++name_bytes;
    } else if (c == '=' && !in_value && name_bytes > 0) {
      in_value = true;
    } else if (c == '&' && in_value) {
      in_value = false;
      name_bytes = 0;
    } else {
      return false;
    }
  }
  return in_value || body.empty();
}

}  // namespace

std::vector<PortabilityNote> all_portability_notes() {
  return {kBlankAsPercent20, kLowerCaseEscapes, kUnescaped, kEscapedNeedlessly,
          kNotUtf8,          kLooseAmpersand,   kNotAForm};
}

std::vector<PortabilityNote> portability_notes(std::string_view body) {
  if (is_plain(body)) return {};
  if (body.starts_with('{') || body.starts_with("--")) return {kNotAForm};
  std::vector<PortabilityNote> notes;
  if (body.find("%20") != std::string_view::npos) notes.push_back(kBlankAsPercent20);
  if (with_upper_case_escapes(body) != body) notes.push_back(kLowerCaseEscapes);
  if (has_bare_character(body)) notes.push_back(kUnescaped);
  if (has_needless_escape(body)) notes.push_back(kEscapedNeedlessly);
  if (!signing::code_points(unescape(body, PlusSign::is_blank))) notes.push_back(kNotUtf8);

  const Fields fields = split_fields(body);
  const bool loose = body.starts_with('&') || body.ends_with('&') ||
                     body.find("&&") != std::string_view::npos ||
                     // The documented JavaScript writes an empty list as "ids[]" without "=".
                     std::any_of(fields.begin(), fields.end(), [](const Field& field) {
                       return !field.has_equals && !field.name.ends_with("[]");
                     });
  if (loose) notes.push_back(kLooseAmpersand);

  // Whatever is left, such as a "=" within a value or a "%" that starts no escape.
  if (notes.empty() && !fields.empty() &&
      normalised(body) != write_encoded(fields, kFormUrlencoded)) {
    notes.push_back(kUnescaped);
  }
  return notes;
}

}  // namespace everstrike::diagnosis
