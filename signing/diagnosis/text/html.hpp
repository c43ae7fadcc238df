// HTML's character references as the languages write them: each escapes a set of its own, and
// spells quotes in its own way. Sources: Python's html.escape, PHP's htmlspecialchars, Go's
// html.EscapeString, lodash's and underscore's escape, Java's StringEscapeUtils and Spring's
// HtmlUtils, ERB::Util.html_escape, .NET's WebUtility.HtmlEncode, XML 1.0 section 4.6.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

// What stands for "&", "<", ">", the double and the single quote; empty: it stays as it is.
struct HtmlEscapes {
  std::string_view ampersand;
  std::string_view less;
  std::string_view greater;
  std::string_view double_quote;
  std::string_view single_quote;
};

// html_escapes gives the writers that differ, the usual ones first.
[[nodiscard]] std::span<const HtmlEscapes> html_escapes() noexcept;

[[nodiscard]] std::string html_escaped(std::string_view text, const HtmlEscapes& by);
// html_unescaped takes back what `by` writes, each reference once.
[[nodiscard]] std::string html_unescaped(std::string_view text, const HtmlEscapes& by);

}  // namespace everstrike::diagnosis
