// What people, editors and forms make of a text: other letters, quotes, blanks, dashes and line
// ends.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/respelled.hpp"
#include "signing/diagnosis/text/html.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

std::optional<std::string> with_dashes(std::string_view value) {
  constexpr std::size_t kUuidDigits = 32;
  if (value.size() != kUuidDigits || !std::all_of(value.begin(), value.end(), [](char c) {
        return signing::hex_digit_value(c) >= 0;
      })) {
    return std::nullopt;
  }
  std::string uuid(value);
  for (const std::size_t place : {20U, 16U, 12U, 8U}) uuid.insert(place, 1, '-');
  return uuid;
}

std::optional<std::string> without_dashes(std::string_view value) {
  return replace_all(value, "-", "");
}

std::optional<std::string> trimmed_value(std::string_view value) {
  return std::string(signing::trimmed(value));
}

// What word processors and phones make of plain characters, and the plain ones again.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypographic = {{
    {"'", "\xe2\x80\x99"},
    {"'", "\xe2\x80\x98"},
    {"\"", "\xe2\x80\x9c"},
    {"\"", "\xe2\x80\x9d"},
    {"--", "\xe2\x80\x94"},
    {"--", "\xe2\x80\x93"},
    {"-", "\xe2\x80\x93"},
    {"-", "\xe2\x80\x90"},
    {"-", "\xe2\x80\x91"},
    {"-", "\xe2\x80\x94"},
    {"...", "\xe2\x80\xa6"},
    {" ", "\xc2\xa0"},
}};

// Characters that show nowhere.
constexpr std::array<std::string_view, 6> kInvisible = {"\xe2\x80\x8b", "\xef\xbb\xbf", "\xc2\xad",
                                                        "\xe2\x80\x8e", "\xe2\x81\xa0", "\xc2\xa0"};

// "Buy" of "BUY".
std::string in_title_case(std::string_view value) {
  std::string text = signing::lower_ascii(value);
  if (!text.empty()) text.front() = signing::ascii_upper(text.front());
  return text;
}

// Each second quote closes.
std::string with_curly_quotes(std::string_view value) {
  std::string text;
  bool opens = true;
  for (const char c : value) {
    if (c == '"') {
      text += opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d";
      opens = !opens;
    } else if (c == '\'') {
      text += "\xe2\x80\x99";
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

void try_editors(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](const Respell& respell) {
    respelled(received, MistakeId::value_spelled_differently, odd, respell, out);
  };
  for (const auto& [plain, fine] : kTypographic) {
    // By names of their own: clang before 16 captures no structured bindings.
    try_spelling(
        [from = plain, to = fine](std::string_view v) { return replace_all(v, from, to); });
    try_spelling(
        [from = fine, to = plain](std::string_view v) { return replace_all(v, from, to); });
  }
  try_spelling(&with_curly_quotes);
  try_spelling([](std::string_view v) {
    std::string text(v);
    for (const auto& [plain, fine] : kTypographic) text = replace_all(text, fine, plain);
    return text;
  });
  for (const std::string_view invisible : kInvisible) {
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(invisible); });
    try_spelling([&](std::string_view v) { return std::string(invisible) + std::string(v); });
    try_spelling([&](std::string_view v) { return replace_all(v, invisible, ""); });
  }
  // Quotes within quotes, and one of a pair lost.
  for (const std::string_view before :
       {"\\\"", "\"\"\"", "\"'", "'\"", "\"\"", "''", "`", "\xe2\x80\x9c", "\xe2\x80\x98",
        "\xc2\xab", "<", "(", "[", "{"}) {
    const std::string_view after = before == "\"'"            ? "'\""
                                   : before == "'\""          ? "\"'"
                                   : before == "\xe2\x80\x9c" ? "\xe2\x80\x9d"
                                   : before == "\xe2\x80\x98" ? "\xe2\x80\x99"
                                   : before == "\xc2\xab"     ? "\xc2\xbb"
                                   : before == "<"            ? ">"
                                   : before == "("            ? ")"
                                   : before == "["            ? "]"
                                   : before == "{"            ? "}"
                                                              : before;
    try_spelling([&](std::string_view v) {
      return std::string(before) + std::string(v) + std::string(after);
    });
    try_spelling([&](std::string_view v) -> std::optional<std::string> {
      if (v.size() < before.size() + after.size() || !v.starts_with(before) || !v.ends_with(after))
        return std::nullopt;
      return std::string(v.substr(before.size(), v.size() - before.size() - after.size()));
    });
  }
  for (const std::string_view quote : {"\"", "'"}) {
    try_spelling([&](std::string_view v) { return std::string(quote) + std::string(v); });
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(quote); });
    try_spelling([&](std::string_view v) { return replace_all(v, quote, ""); });
    try_spelling(
        [&](std::string_view v) { return replace_all(v, quote, "\\" + std::string(quote)); });
    try_spelling(
        [&](std::string_view v) { return replace_all(v, "\\" + std::string(quote), quote); });
  }
  try_spelling([](std::string_view v) { return replace_all(v, "\\", "\\\\"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\\\", "\\"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\", ""); });
  try_spelling([](std::string_view v) { return replace_all(v, "/", "\\/"); });
  try_spelling([](std::string_view v) { return replace_all(v, "\\/", "/"); });
  for (const HtmlEscapes& escapes : html_escapes()) {
    try_spelling([&](std::string_view v) { return html_escaped(v, escapes); });
    try_spelling([&](std::string_view v) { return html_unescaped(v, escapes); });
  }
  for (const std::string_view space :
       {std::string_view("\t"), std::string_view("\r"), std::string_view("\xc2\xa0"),
        std::string_view("\0", 1), std::string_view("  "), std::string_view(" \n")}) {
    try_spelling([&](std::string_view v) { return std::string(v) + std::string(space); });
    try_spelling([&](std::string_view v) { return std::string(space) + std::string(v); });
  }
  try_spelling([](std::string_view v) { return " " + std::string(v); });
  try_spelling([](std::string_view v) { return replace_all(v, "  ", " "); });
  try_spelling([](std::string_view v) { return replace_all(v, " ", ""); });
  try_spelling([](std::string_view v) { return replace_all(v, "_", "-"); });
  try_spelling([](std::string_view v) { return replace_all(v, "-", "_"); });
  try_spelling([](std::string_view v) { return replace_all(v, " ", "_"); });
  for (const std::string_view by : {"/", "", " "}) {
    try_spelling([&](std::string_view v) { return replace_all(v, "_", by); });
  }
  try_spelling([](std::string_view v) { return replace_all(v, "/", "_"); });
  try_spelling([](std::string_view v) { return in_title_case(v); });
}

void try_texts(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](Likelihood likelihood, const Respell& respell) {
    respelled(received, MistakeId::value_spelled_differently, likelihood, respell, out);
  };
  try_spelling(common, &trimmed_value);
  try_spelling(rare, [](std::string_view value) { return lower_case_of(value); });
  try_spelling(rare, [](std::string_view value) { return upper_case_of(value); });
  try_spelling(rare, &with_dashes);
  try_spelling(rare, &without_dashes);
  for (const std::string_view quote : {"\"", "'"}) {
    try_spelling(rare, [&](std::string_view value) {
      return std::string(quote) + std::string(value) + std::string(quote);
    });
    try_spelling(rare, [&](std::string_view value) -> std::optional<std::string> {
      if (value.size() < 2 || !value.starts_with(quote) || !value.ends_with(quote))
        return std::nullopt;
      return std::string(value.substr(1, value.size() - 2));
    });
  }
  for (const std::string_view space : {" ", "\n", "\r\n"}) {
    try_spelling(rare,
                 [&](std::string_view value) { return std::string(value) + std::string(space); });
  }
}

void try_line_ends(const Received& received, FieldChanges& out) {
  const auto try_spelling = [&](Likelihood likelihood, const Respell& respell) {
    respelled(received, MistakeId::line_ends_in_value_differ, likelihood, respell, out);
  };
  const auto with_lf = [](std::string_view v) {
    return replace_all(replace_all(v, "\r\n", "\n"), "\r", "\n");
  };
  try_spelling(rare, [&](std::string_view v) { return replace_all(with_lf(v), "\n", "\r\n"); });
  try_spelling(rare, with_lf);
  for (const std::string_view by :
       {"\r", "", " ", "  ", "\\n", "\\r\\n", "\n\n", "\xe2\x80\xa8", "<br>", "\r\r\n"}) {
    try_spelling(odd, [&](std::string_view v) { return replace_all(with_lf(v), "\n", by); });
  }
  for (const std::string_view from :
       {"\\r\\n", "\\n", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xc2\x85", "\n\n"}) {
    try_spelling(odd, [&](std::string_view v) { return replace_all(v, from, "\n"); });
  }
  try_spelling(odd, [&](std::string_view v) { return replace_all(with_lf(v), "\n", ""); });
  try_spelling(odd, [](std::string_view v) { return std::string(signing::trimmed_back(v)); });
}

}  // namespace everstrike::diagnosis
