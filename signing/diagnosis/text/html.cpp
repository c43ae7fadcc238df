#include "signing/diagnosis/text/html.hpp"

#include <array>
#include <utility>

namespace everstrike::diagnosis {
namespace {

std::array<std::pair<char, std::string_view>, 5> pairs_of(const HtmlEscapes& by) {
  return {{{'&', by.ampersand},
           {'<', by.less},
           {'>', by.greater},
           {'"', by.double_quote},
           {'\'', by.single_quote}}};
}

}  // namespace

std::span<const HtmlEscapes> html_escapes() noexcept {
  static constexpr std::array<HtmlEscapes, 18> kWriters = {{
      {"&amp;", "&lt;", "&gt;", "&quot;", "&#x27;"},
      {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"},
      {"&amp;", "&lt;", "&gt;", "&quot;", "&#039;"},
      {"&amp;", "&lt;", "&gt;", "&quot;", ""},
      {"&amp;", "&lt;", "&gt;", "", ""},
      {"&amp;", "&lt;", "&gt;", "&#34;", "&#39;"},
      {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"},
      {"&amp;", "&lt;", "", "", ""},
      {"&amp;", "", "", "", ""},
      {"", "&lt;", "&gt;", "", ""},
      {"", "&lt;", "&gt;", "&quot;", "&#39;"},
      {"", "&lt;", "&gt;", "&quot;", "&#x27;"},
      {"", "", "", "&quot;", ""},
      {"", "", "", "", "&#39;"},
      {"", "", "", "", "&#x27;"},
      {"", "", "", "", "&apos;"},
      {"", "", "", "&#34;", ""},
      {"&#38;", "&#60;", "&#62;", "&#34;", "&#39;"},
  }};
  return kWriters;
}

std::string html_escaped(std::string_view text, const HtmlEscapes& by) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("&<>\"'").find(c) == std::string_view::npos) {
      result += c;
      continue;
    }
    std::string_view written(&c, 1);
    for (const auto& [plain, reference] : pairs_of(by)) {
      if (c == plain && !reference.empty()) written = reference;
    }
    result += written;
  }
  return result;
}

std::string html_unescaped(std::string_view text, const HtmlEscapes& by) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    char plain = text[i];
    std::size_t taken = 1;
    if (plain != '&') {
      result += text[i++];
      continue;
    }
    for (const auto& [c, reference] : pairs_of(by)) {
      if (reference.empty() || !text.substr(i).starts_with(reference)) continue;
      plain = c;
      taken = reference.size();
    }
    result += plain;
    i += taken;
  }
  return result;
}

}  // namespace everstrike::diagnosis
