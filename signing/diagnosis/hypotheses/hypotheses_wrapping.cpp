// What may have been done to the whole text: its ends cut or grown, encoded again, quoted, hashed,
// written in another charset, or put in the place of the body by a fixed text.
#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/diagnosis/text/html.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/object_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

class Wraps {
 public:
  explicit Wraps(std::vector<Wrapping>& out) : out_(out) {}

  void around(const Steps& steps, Likelihood likelihood, Text before, Text after) {
    out_.push_back({steps, likelihood, std::string(before), std::string(after)});
  }
  void changed(const Steps& steps, Likelihood likelihood, std::string (*change)(Text)) {
    out_.push_back({steps, likelihood, "", "", change});
  }
  void constant(const Steps& steps, Likelihood likelihood, Text text) {
    out_.push_back({steps, likelihood, std::string(text), "", [](Text) { return std::string(); }});
  }

 private:
  std::vector<Wrapping>& out_;
};

// --- ends ---

std::string without_line_end(Text text) { return std::string(signing::trimmed_back(text)); }
std::string without_front_blanks(Text text) { return std::string(signing::trimmed_front(text)); }
std::string without_mark_and_nuls(Text text) {
  constexpr Text kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return std::string(text.substr(0, text.find_last_not_of('\0') + 1));
}
std::string without_loose_ends(Text text) {
  while (text.starts_with('?') || text.starts_with('&')) text.remove_prefix(1);
  while (text.ends_with('&')) text.remove_suffix(1);
  return std::string(text);
}
std::string without_question_mark(Text text) {
  return std::string(text.starts_with('?') ? text.substr(1) : text);
}
std::string without_last_ampersand(Text text) {
  return std::string(text.ends_with('&') ? text.substr(0, text.size() - 1) : text);
}

void ends(Wraps& wraps) {
  wraps.around(Id::line_end_signed, frequent, "", "\n");
  wraps.around(Id::line_end_signed, frequent, "", "\r\n");
  wraps.around(Id::ampersand_or_question_mark, frequent, "?", "");
  wraps.around(Id::ampersand_or_question_mark, common, "&", "");
  wraps.around(Id::ampersand_or_question_mark, common, "", "&");
  wraps.changed(Id::line_end_sent, common, &without_line_end);
  wraps.changed(Id::line_end_sent, rare, &without_front_blanks);
  wraps.changed(Id::bytes_added_after_signing, common, &without_mark_and_nuls);
  wraps.changed(Id::ampersand_or_question_mark, common, &without_loose_ends);
  wraps.changed(Id::ampersand_or_question_mark, rare, &without_question_mark);
  wraps.changed(Id::ampersand_or_question_mark, rare, &without_last_ampersand);
  for (const Text end : {"\r", "\n\n", "\n\r", "\r\n\r\n"}) {
    wraps.around(Id::line_end_signed, rare, "", end);
  }
  wraps.around(Id::line_end_signed, rare, "\n", "");
  wraps.around(Id::line_end_signed, rare, "\r\n", "");
  wraps.around(Id::line_end_signed, rare, "\n", "\n");
  for (const Text invisible :
       {Text(" "), Text("\t"), Text("\0", 1), Text("\xef\xbb\xbf"), Text("  "), Text("\xc2\xa0")}) {
    wraps.around(Id::invisible_bytes_signed, rare, "", invisible);
    wraps.around(Id::invisible_bytes_signed, rare, invisible, "");
  }
}

std::string without_mark_and_line_end(Text text) {
  return std::string(signing::trimmed_back(without_mark_and_nuls(text)));
}
std::string without_line_ends(Text text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return c == '\n' || c == '\r'; });
  return result;
}
std::string line_ends_of_unix(Text text) {
  return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
}
std::string line_ends_of_windows(Text text) {
  return replace_all(line_ends_of_unix(text), "\n", "\r\n");
}

// An editor's mark in front and line end behind are two mistakes of one program.
void ends_of_editors(Wraps& wraps) {
  const Steps both = *Steps(Id::invisible_bytes_signed).with(Id::line_end_signed);
  for (const Text end : {"\n", "\r\n", "\r", "\n\n"}) {
    wraps.around(both, odd, "\xef\xbb\xbf", end);
    for (const Text invisible : {Text(" "), Text("\t"), Text("\0", 1), Text("\xc2\xa0")}) {
      wraps.around(both, odd, "", std::string(invisible) + std::string(end));
      wraps.around(both, odd, invisible, end);
    }
    wraps.around(both, odd, "", std::string(end) + std::string(1, '\0'));
  }
  for (const Text invisible :
       {"   ", "    ", "\t\t", "\xe2\x80\x8b", "\xc2\xad", "\xe2\x81\xa0", "\x1a", "\x04"}) {
    wraps.around(Id::invisible_bytes_signed, odd, "", invisible);
    wraps.around(Id::invisible_bytes_signed, odd, invisible, "");
  }
  wraps.around(Id::invisible_bytes_signed, odd, " ", " ");
  wraps.around(Id::invisible_bytes_signed, odd, "", Text("\0\0", 2));
  wraps.changed(*Steps(Id::line_end_sent).with(Id::bytes_added_after_signing), odd,
                &without_mark_and_line_end);
  wraps.changed(Id::line_end_sent, rare, &without_line_ends);
  wraps.changed(Id::line_ends_in_value_differ, rare, &line_ends_of_unix);
  wraps.changed(Id::line_ends_in_value_differ, rare, &line_ends_of_windows);
  // "\n" and "\c" as they are typed, by an echo that doesn't read them.
  for (const Text end : {"\\n", "\\n\n", "\\r\\n", "\\r\\n\n", "\\c", "\\c\n"}) {
    wraps.around(Id::line_end_signed, odd, "", end);
  }
  for (const Text end : {"\r\r", "\n\n\n", "\r\r\n", "\f", "\v", "\xe2\x80\xa8", "\xc2\x85"}) {
    wraps.around(Id::line_end_signed, odd, "", end);
  }
  wraps.around(Id::line_end_signed, odd, "\r\n", "\r\n");
  wraps.around(Id::line_end_signed, odd, "\n\n", "");
}

// The body ends in a line end, and the signed text in another one.
void other_end(const Received& received, Wraps& wraps) {
  const Text bare = signing::trimmed_back(received.body);
  const Text end = received.body.substr(bare.size());
  if (end.empty() || received.is_long) return;
  for (const Text other : {"\n", "\r\n", "\r", "\n\n", "\r\r", "\r\n\r\n", "\n\r", " "}) {
    if (other == end) continue;
    const Id id = end.starts_with(other)   ? Id::line_end_sent
                  : other.starts_with(end) ? Id::line_end_signed
                                           : Id::line_ends_in_value_differ;
    wraps.constant(id, rare, std::string(bare) + std::string(other));
  }
}

// `curl -d @file` leaves out the line ends of the file that was signed as it is.
void line_ends_within(const Received& received, Wraps& wraps) {
  constexpr std::size_t kAnyPlaceMax = 48;
  if (received.is_long || received.body.empty()) return;
  const std::string body(received.body);
  const auto add = [&](const std::string& text) {
    if (text != body) wraps.constant(Id::line_end_signed, odd, text);
  };
  for (const std::string blank : {" ", "\t", "  "}) {
    for (const std::string& between : {blank + "&", "&" + blank, blank + "&" + blank}) {
      const std::string spaced = replace_all(body, "&", between);
      if (spaced == body) continue;
      for (const std::string& end : {std::string(), blank, std::string("\n"), blank + "\n"}) {
        wraps.constant(Id::other_separators_signed, odd, spaced + end);
      }
    }
  }
  for (const std::string line_end : {"\n", "\r\n", "\r", "\\\n"}) {
    for (const std::string& between :
         {line_end + "&", "&" + line_end, line_end + "&" + line_end, "&" + line_end + line_end}) {
      const std::string lines = replace_all(body, "&", between);
      if (lines == body) continue;
      for (const std::string& end : {std::string(), line_end, line_end + line_end}) {
        add(lines + end);
        add(line_end + lines + end);
      }
    }
    for (const std::size_t columns : {60U, 64U, 70U, 72U, 76U, 78U, 79U, 80U, 100U, 120U}) {
      std::string lines;
      for (std::size_t i = 0; i < body.size(); i += columns) {
        lines += (i > 0 ? line_end : "") + body.substr(i, columns);
      }
      if (body.size() > columns) add(lines);
      add(lines + line_end);
    }
    if (body.size() > kAnyPlaceMax) continue;
    for (std::size_t i = 1; i < body.size(); ++i) {
      for (const std::string& end : {std::string(), line_end}) {
        add(body.substr(0, i) + line_end + body.substr(i) + end);
      }
    }
  }
}

// --- shells ---

// echo of a POSIX shell knows no options and prints them.
void printed_options(Wraps& wraps) {
  for (const Text option :
       {"-n ", "-e ", "-ne ", "-en ", "-n -e ", "-e -n ", "-E ", "-nE ", "-n -- ", "-- "}) {
    const Likelihood likelihood = option == "-n " || option == "-e " ? rare : odd;
    for (const Text end : {"\n", "", "\r\n"}) {
      wraps.around(Id::echo_option_signed, likelihood, option, end);
    }
    for (const Text quote : {"\"", "'"}) {
      wraps.around(Id::echo_option_signed, odd, std::string(option) + std::string(quote),
                   std::string(quote) + "\n");
    }
  }
}

// What echo of a POSIX shell, printf and $'…' make of backslashes.
std::string escapes_read(Text text) { return read_escapes(text, UnknownEscapes::kept); }
std::string escapes_read_strictly(Text text) { return read_escapes(text, UnknownEscapes::bare); }
std::string without_backslashes(Text text) { return replace_all(text, "\\", ""); }
std::string with_two_backslashes(Text text) { return replace_all(text, "\\", "\\\\"); }
std::string with_escapes_written(Text text) {
  std::string inner = json_quoted(text, {});
  return inner.substr(1, inner.size() - 2);
}
std::string with_ascii_escapes_written(Text text) {
  std::string inner = json_quoted(text, {.ascii_only = true});
  return inner.substr(1, inner.size() - 2);
}
std::string as_format(Text text) { return printed_by_printf(text); }
std::string without_doubled_percents(Text text) { return replace_all(text, "%%", "%"); }
std::string with_doubled_percents(Text text) { return replace_all(text, "%", "%%"); }

void in_shells(Wraps& wraps) {
  printed_options(wraps);
  for (const Text quote : {"\"", "'", "`"}) {
    for (const Text end : {"\n", "\r\n"}) {
      wraps.around(*Steps(Id::text_quoted).with(Id::line_end_signed), odd, quote,
                   std::string(quote) + std::string(end));
    }
  }
  for (const auto change :
       {&escapes_read, &escapes_read_strictly, &without_backslashes, &with_two_backslashes,
        &with_escapes_written, &with_ascii_escapes_written}) {
    wraps.changed(Id::text_escaped, odd, change);
  }
  wraps.changed(Id::text_given_to_printf, odd, &as_format);
  wraps.changed(Id::text_given_to_printf, odd, &without_doubled_percents);
  wraps.changed(Id::text_given_to_printf, odd, &with_doubled_percents);
  // An unquoted "&" ends a shell's command, an unquoted blank an argument.
  wraps.changed(Id::text_changed_by_shell, rare,
                [](Text text) { return std::string(text.substr(0, text.find('&'))); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return std::string(text.substr(0, text.find('&'))) + "\n"; });
  for (const auto cut : {+[](Text text) { return std::string(text.substr(0, text.find(';'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find(' '))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('#'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('\n'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('\0'))); }}) {
    wraps.changed(Id::text_changed_by_shell, odd, cut);
  }
  wraps.changed(Id::text_changed_by_shell, odd, [](Text text) { return without_variables(text); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return replace_all(text, "\"", ""); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return replace_all(text, "'", ""); });
}

// --- spelling of the whole text ---

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

void spellings(const Received& received, Wraps& wraps) {
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
  // An upper-case escape stays one in lower case, so this is another mistake than that of escapes.
  wraps.changed(Id::letter_case_of_text, rare, &lower_case_of);
  wraps.changed(Id::letter_case_of_text, rare, &upper_case_of);
  wraps.changed(Id::value_spelled_differently, rare, &without_blanks);
}

// --- notations of the whole text ---

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

void notations(const Received& received, Wraps& wraps) {
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

// --- other bytes ---

std::string utf16(Text text, bool big_endian) {
  const auto points = signing::code_points(text);
  return points ? utf16_of(*points, big_endian) : std::string(text);
}
std::string utf16_little(Text text) { return utf16(text, false); }
std::string utf16_big(Text text) { return utf16(text, true); }
std::string utf32_little(Text text) {
  const auto points = signing::code_points(text);
  std::string bytes;
  for (const char32_t c : points.value_or(std::u32string())) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(c >> shift & 0xff);
  }
  return bytes;
}
std::string in_latin1(Text text) {
  const auto points = signing::code_points(text);
  return points ? latin1_of(*points).value_or(std::string(text)) : std::string(text);
}
std::string hashed(Text text) { return digest_of(Hash::sha256, {text}); }
std::string hashed_hex(Text text) { return signing::hex_of(hashed(text)); }
std::string hashed_upper_hex(Text text) { return signing::upper_hex_of(hashed(text)); }
std::string hashed_base64(Text text) { return signing::base64_encode(hashed(text)); }
std::string sha512_hex(Text text) { return signing::hex_of(digest_of(Hash::sha512, {text})); }
std::string sha512_raw(Text text) { return digest_of(Hash::sha512, {text}); }
std::string md5_hex(Text text) { return signing::hex_of(digest_of(Hash::md5, {text})); }
std::string md5_upper_hex(Text text) { return signing::upper_hex_of(digest_of(Hash::md5, {text})); }
std::string md5_raw(Text text) { return digest_of(Hash::md5, {text}); }
std::string sha1_hex(Text text) { return signing::hex_of(digest_of(Hash::sha1, {text})); }
std::string sha1_raw(Text text) { return digest_of(Hash::sha1, {text}); }

void other_bytes(Wraps& wraps) {
  wraps.changed(Id::text_in_base64_or_hex, common, &signing::base64_encode);
  wraps.changed(Id::text_in_base64_or_hex, rare,
                [](Text text) { return signing::base64_encode(text) + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\r\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd, [](Text text) {
    return in_lines(signing::base64_encode(text), 76, "\r\n") + "\r\n";
  });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 64, "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 64, "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::base64_encode(std::string(text) + "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::base64_encode(std::string(text) + "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::hex_of(text) + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::hex_of(std::string(text) + "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, rare, &base64url_of);
  wraps.changed(Id::text_in_base64_or_hex, rare, &signing::hex_of);
  wraps.changed(Id::text_in_base64_or_hex, rare, &signing::upper_hex_of);
  wraps.changed(Id::text_hashed_first, common, &hashed_hex);
  wraps.changed(Id::text_hashed_first, common, &hashed);
  wraps.changed(Id::text_hashed_first, rare, &hashed_upper_hex);
  wraps.changed(Id::text_hashed_first, rare, &hashed_base64);
  wraps.changed(Id::text_hashed_first, rare, &sha512_hex);
  wraps.changed(Id::text_hashed_first, rare, &sha512_raw);
  wraps.changed(Id::text_hashed_first, rare, &md5_hex);
  wraps.changed(Id::text_hashed_first, rare, &md5_upper_hex);
  wraps.changed(Id::text_hashed_first, rare, &md5_raw);
  wraps.changed(Id::text_hashed_first, rare, &sha1_hex);
  wraps.changed(Id::text_hashed_first, rare, &sha1_raw);
  wraps.changed(Id::text_hashed_first, odd, [](Text text) { return hashed_hex(text) + "\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return hashed_hex(std::string(text) + "\n"); });
  wraps.changed(Id::text_hashed_first, odd, [](Text text) { return hashed_hex(text) + "  -\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return "SHA2-256(stdin)= " + hashed_hex(text) + "\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return "(stdin)= " + hashed_hex(text) + "\n"; });
  wraps.changed(Id::other_charset, common, &utf16_little);
  wraps.changed(Id::other_charset, rare, &utf16_big);
  wraps.changed(Id::other_charset, rare, &utf32_little);
  wraps.changed(Id::other_charset, rare, &in_latin1);
}

// UTF-16 in either order, with its mark or without, with the line end of the editor that wrote it
// or without; and a body that was sent so.
template <bool big_endian, bool mark>
void in_utf16(Wraps& wraps, Likelihood likelihood) {
  const auto of = [](Text text, Text end) {
    const std::string whole =
        std::string(mark ? "\xef\xbb\xbf" : "") + std::string(text) + std::string(end);
    const auto points = signing::code_points(whole);
    return points ? utf16_of(*points, big_endian) : std::string(text);
  };
  static_assert(sizeof(of) == 1, "captures nothing");
  wraps.changed(Id::other_charset, likelihood, [](Text text) { return decltype(of)()(text, ""); });
  const Steps both = *Steps(Id::other_charset).with(Id::line_end_signed);
  wraps.changed(both, odd, [](Text text) { return decltype(of)()(text, "\n"); });
  wraps.changed(both, odd, [](Text text) { return decltype(of)()(text, "\r\n"); });
}

std::string from_utf16(Text text, bool big_endian) {
  const auto points = read_utf16(text, big_endian);
  return points ? signing::utf8_of(*points) : std::string(text);
}

void in_other_charsets(const Received& received, Wraps& wraps) {
  in_utf16<false, true>(wraps, rare);
  in_utf16<false, false>(wraps, odd);
  in_utf16<true, true>(wraps, odd);
  in_utf16<true, false>(wraps, odd);
  wraps.changed(Id::other_charset, rare, [](Text text) { return from_utf16(text, false); });
  wraps.changed(Id::other_charset, rare, [](Text text) { return from_utf16(text, true); });
  const Steps both = *Steps(Id::other_charset).with(Id::line_end_sent);
  wraps.changed(both, odd, [](Text text) { return without_line_end(from_utf16(text, false)); });
  wraps.changed(both, odd, [](Text text) { return without_line_end(from_utf16(text, true)); });
  if (received.is_long) return;
  for (const Recoded& recoding : recodings(received.body)) {
    wraps.constant(Id::other_charset, rare, recoding.text);
  }
  const bool is_ascii = std::all_of(received.body.begin(), received.body.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto points = is_ascii ? std::nullopt : signing::code_points(received.body);
  if (points) {
    for (const UnicodeForm form : kUnicodeForms) {
      wraps.constant(Id::unicode_form_differs, rare, signing::utf8_of(in_form(*points, form)));
    }
  }
  for (const std::string& original : originals(received.body)) {
    wraps.constant(Id::other_charset, odd, original);
  }
  // A "%3F" was one letter, of whatever charset.
  const std::string raw = replace_all(received.body, "%3F", "?");
  if (raw == received.body) return;
  for (const std::string& original : originals(raw)) {
    wraps.constant(Id::other_charset, odd, original);
  }
}

void constants(const Received& received, Wraps& wraps) {
  for (const Text earlier : received.earlier_bodies) {
    wraps.constant(Id::old_signature_reused, common, earlier);
  }
  wraps.constant(Id::empty_text_signed, common, "");
  wraps.constant(Id::empty_text_signed, common, "{}");
  for (const Text text : {"[]", "null", "\"\"", "{ }", "undefined", "None"}) {
    wraps.constant(Id::empty_text_signed, rare, text);
  }
  for (const Text name : object_names()) wraps.constant(Id::object_text_signed, rare, name);
  if (!received.query.empty()) wraps.constant(Id::query_signed, common, received.query);
}

}  // namespace

std::vector<Wrapping> wrappings(const Received& received) {
  std::vector<Wrapping> out;
  Wraps wraps(out);
  constants(received, wraps);
  ends(wraps);
  ends_of_editors(wraps);
  other_end(received, wraps);
  line_ends_within(received, wraps);
  in_shells(wraps);
  in_other_charsets(received, wraps);
  spellings(received, wraps);
  other_bytes(wraps);
  notations(received, wraps);
  append_context_wrappings(received, out);
  return out;
}

}  // namespace everstrike::diagnosis
