// The programs of a documentation page: what stands in its fenced blocks (CommonMark, 4.5) whose
// info string names JavaScript or Python. Pages that have passed through a converter may have lost
// their line ends; then a fence stands in the middle of a line, and so does its program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::conformance {

enum class Language { javascript, python };

[[nodiscard]] constexpr std::string_view language_text(Language language) {
  return language == Language::javascript ? "javascript" : "python";
}

struct PageProgram {
  Language language = Language::javascript;
  int line = 0;      // of the opening fence, from 1
  std::string text;  // as it stands on the page
  bool has_lost_line_ends = false;
  // The page ends before its block does. That is allowed, and the program may be whole all the
  // same.
  bool is_cut_short = false;
};

// programs_of gives the programs in the page's order.
[[nodiscard]] std::vector<PageProgram> programs_of(std::string_view page);

}  // namespace everstrike::conformance
