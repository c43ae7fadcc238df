// The ends of the text, and the ends of its lines: what editors and shells add or take, unseen.
#include <cstddef>
#include <string>

#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

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

}  // namespace

void wrap_ends(Wraps& wraps) {
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

// An editor's mark in front and line end behind are two mistakes of one program.
void wrap_ends_of_editors(Wraps& wraps) {
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
void wrap_other_end(const Received& received, Wraps& wraps) {
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
void wrap_line_ends_within(const Received& received, Wraps& wraps) {
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
  for (const std::string line_end : {"\n", "\r\n"}) {  // a file with one field a line
    const std::string lines = replace_all(body, "&", line_end);
    if (lines == body) continue;
    wraps.constant(Id::other_separators_signed, odd, lines + line_end);
    wraps.constant(Id::other_separators_signed, odd, lines);
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

}  // namespace everstrike::diagnosis
