// Percent escapes as they are met in the field: a reader that takes anything, and writers with the
// literal sets of many encoders. Two of these are the exchange's own (signing/form_encoding.hpp);
// the others are what people put in their place.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

enum class PlusSign { is_blank, is_plus };

// unescape decodes every %XX and leaves a "%" that starts none as it is.
[[nodiscard]] std::string unescape(std::string_view text, PlusSign plus);

// One encoder's habits. Letters and digits are always literal.
struct Encoder {
  std::string_view name;           // as people know it
  std::array<bool, 256> literals;  // bytes that stay as they are
  std::string_view blank;          // "+" or "%20"
  bool lower_case = false;         // of the escapes' hex digits
};

// encoder makes one of the punctuation that is literal beside letters and digits.
[[nodiscard]] constexpr Encoder encoder(std::string_view name, std::string_view punctuation,
                                        std::string_view blank, bool lower_case = false) {
  Encoder made{.name = name, .literals = {}, .blank = blank, .lower_case = lower_case};
  for (unsigned char c = '0'; c <= '9'; ++c) made.literals[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) made.literals[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c) made.literals[c] = true;
  for (const char c : punctuation) made.literals[static_cast<unsigned char>(c)] = true;
  return made;
}

[[nodiscard]] std::string escape(std::string_view text, const Encoder& by);
void append_escaped(std::string& out, std::string_view text, const Encoder& by);

// encoders gives those of the field that are tried by themselves, the most likely first: rows of
// encoder_table.hpp.
[[nodiscard]] std::span<const Encoder> encoders() noexcept;

// Of these, the ones that hypotheses name by themselves.
extern const Encoder kFormUrlencoded;      // the documented JavaScript
extern const Encoder kPythonUrlencode;     // the documented Python
extern const Encoder kEncodeUriComponent;  // JavaScript's own
extern const Encoder kPythonQuote;         // urllib.parse.quote

// escape_like_javascript is the old global escape(): %E9 for Latin-1, %uXXXX above. Returns what
// isn't UTF-8 unchanged.
[[nodiscard]] std::string escape_like_javascript(std::string_view utf8);

// unescape_like_javascript is the old global unescape(), in UTF-8; nothing where `text` can't have
// come from escape() but could from an encoder of UTF-8.
[[nodiscard]] std::optional<std::string> unescape_like_javascript(std::string_view text);

// The letter case of every %XX in `text`, changed; nothing else is.
[[nodiscard]] std::string with_lower_case_escapes(std::string_view text);
[[nodiscard]] std::string with_upper_case_escapes(std::string_view text);

// replace_all puts `by` for each `what`, which isn't empty.
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view what,
                                      std::string_view by);

}  // namespace everstrike::diagnosis
