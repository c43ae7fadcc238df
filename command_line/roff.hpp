// Writes the man(7) language: text is escaped, filled into short lines, and never taken for a
// request, whatever it holds.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::command_line {

// bold and italic give a piece of text for a line of roff, escaped.
[[nodiscard]] std::string bold(std::string_view text);
[[nodiscard]] std::string italic(std::string_view text);

// escaped gives `text` so that roff shows it as it is; what stands between backticks is bold.
[[nodiscard]] std::string escaped(std::string_view text);

class Roff {
 public:
  // request writes a line as it is: ".SH NAME".
  void request(std::string_view line);
  // section begins one with this title.
  void section(std::string_view title);
  // paragraph writes escaped text after a paragraph break, text without one.
  void paragraph(std::string_view text);
  void text(std::string_view text);
  // term begins an entry; its head is roff already, its body is escaped.
  void term(std::string_view head, std::string_view body);
  // typed shows lines as typed, indented.
  void typed(std::string_view lines);

  [[nodiscard]] const std::string& page() const { return page_; }

 private:
  void fill(std::string_view roff);

  std::string page_;
  bool is_after_heading_ = false;
};

}  // namespace everstrike::command_line
