// The whole text encoded once more or once less, quoted, or in another notation.
#include <array>
#include <string>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/html.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/object_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

std::string blanks_as_percent20(Text text) { return replace_all(text, "+", "%20"); }
std::string blanks_as_plus(Text text) { return replace_all(text, "%20", "+"); }
std::string encoded_again(Text text) { return escape(text, kEncodeUriComponent); }
std::string encoded_again_with_plus(Text text) { return escape(text, kFormUrlencoded); }
std::string encoded_again_by_quote(Text text) { return escape(text, kPythonQuote); }
std::string decoded_once(Text text) { return unescape(text, PlusSign::is_blank); }
std::string decoded_once_keeping_plus(Text text) { return unescape(text, PlusSign::is_plus); }
std::string decoded_twice(Text text) { return decoded_once_keeping_plus(decoded_once(text)); }

std::string without_blanks(Text text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '+'; });
  return result;
}

std::string in_json_string(Text text) { return json_quoted(text, {}); }
std::string json_unicode_escaped(Text text) { return replace_all(text, "&", "\\u0026"); }
std::string json_unicode_all_escaped(Text text) {
  return replace_all(replace_all(json_unicode_escaped(text), "=", "\\u003d"), "+", "\\u002b");
}
std::string shell_escaped(Text text) { return replace_all(text, "&", "\\&"); }
std::string joined_by_semicolons(Text text) { return replace_all(text, "&", ";"); }
std::string repeated(Text text) { return std::string(text) + std::string(text); }
std::string first_half(Text text) {
  const Text half = text.substr(0, text.size() / 2);
  if (text.size() % 2 == 0 && text.substr(half.size()) == half) return std::string(half);
  return std::string(text);
}

// By whatever set of characters a writer of HTML escapes.
void in_html(const Received& received, Wraps& wraps) {
  if (received.is_long || received.body.find_first_of("&<>\"'") == Text::npos) return;
  for (const HtmlEscapes& escapes : html_escapes()) {
    for (std::string text :
         {html_escaped(received.body, escapes), html_unescaped(received.body, escapes)}) {
      if (text != received.body) wraps.constant(Id::text_escaped, rare, text);
    }
  }
}

}  // namespace

void wrap_spellings(const Received& received, Wraps& wraps) {
  wraps.changed(Id::blank_plus_or_percent20, frequent, &blanks_as_percent20);
  wraps.changed(Id::blank_plus_or_percent20, frequent, &blanks_as_plus);
  wraps.changed(Id::escape_letter_case, frequent, &with_lower_case_escapes);
  wraps.changed(Id::escape_letter_case, common, &with_upper_case_escapes);
  wraps.changed(Id::encoded_twice, common, &encoded_again);
  wraps.changed(Id::encoded_twice, rare, &encoded_again_with_plus);
  wraps.changed(Id::encoded_twice, rare, &encoded_again_by_quote);
  // Sent encoded twice: the text that was signed is what one decoding gives.
  if (decoded_once(received.body) != decoded_twice(received.body)) {
    wraps.changed(Id::encoded_twice, common, &decoded_once);
    wraps.changed(Id::encoded_twice, common, &decoded_once_keeping_plus);
  }
  // So was the whole, "=" and "&" too; as a field's name where a library took it for one.
  if (received.body.find("%3D") != Text::npos || received.body.find("%3d") != Text::npos) {
    Text whole = received.body;
    if (whole.ends_with('=')) whole.remove_suffix(1);
    if (whole.find_first_of("=&") == Text::npos) {
      wraps.constant(Id::encoded_twice, common, decoded_once(whole));
      wraps.constant(Id::encoded_twice, common, decoded_once_keeping_plus(whole));
    }
  }
  // An upper-case escape stays one in lower case, so this is another mistake than that of escapes.
  wraps.changed(Id::letter_case_of_text, rare, &lower_case_of);
  wraps.changed(Id::letter_case_of_text, rare, &upper_case_of);
  wraps.changed(Id::value_spelled_differently, rare, &without_blanks);
}

void wrap_notations(const Received& received, Wraps& wraps) {
  wraps.around(Id::text_quoted, rare, "\"", "\"");
  wraps.around(Id::text_quoted, rare, "'", "'");
  wraps.around(Id::text_quoted, rare, "b'", "'");
  wraps.around(Id::text_quoted, rare, "{", "}");
  wraps.changed(Id::text_quoted, rare, &in_json_string);
  wraps.changed(Id::text_escaped, rare, &json_unicode_escaped);
  wraps.changed(Id::text_escaped, rare, &json_unicode_all_escaped);
  wraps.changed(Id::text_escaped, rare, &shell_escaped);
  in_html(received, wraps);
  wraps.changed(Id::other_separators_signed, rare, &joined_by_semicolons);
  wraps.changed(Id::text_repeated, rare, &repeated);
  wraps.changed(Id::text_repeated, common, &first_half);
}

}  // namespace everstrike::diagnosis
