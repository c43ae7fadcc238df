// JSON as far as wrongly signed bodies need it: an object of plain values and lists of them, read
// with its order and the spelling of its numbers kept, and written in the spacings, orders and
// escapes of the field's writers. Anything deeper is not taken apart.
// Written by hand because a JSON library loses what matters here: repeated names, order, "1.0".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "signing/diagnosis/text/fields.hpp"

namespace everstrike::diagnosis {

// read_json gives the members of an object; a list's elements are named "ids[0]", "ids[1]", …
// nullopt for what isn't such an object, and for more than kFieldsMax values.
[[nodiscard]] std::optional<Fields> read_json(std::string_view text);

struct JsonStyle {
  std::string_view between_members = ",";
  std::string_view behind_name = ":";
  std::string_view indent = "";     // not empty: one member a line
  std::string_view in_braces = "";  // behind "{" and before "}"
  bool ascii_only = false;          // others as \u00e9
  bool html_safe = false;           // "<", ">" and "&" as \u003c, \u003e and \u0026: Go, Rails
  bool slash_escaped = false;       // "\/"
  bool numbers_bare = false;        // what looks like a number, true, false or null has no quotes
  bool sorted = false;              // by name
  bool lists_flat = false;          // "ids[0]" stays a name
};

// json_styles gives the writers' habits, the most likely first.
[[nodiscard]] std::span<const JsonStyle> json_styles() noexcept;

// write_json writes the fields as one object; repeated names and "ids[0]", "ids[]" become lists.
[[nodiscard]] std::string write_json(const Fields& fields, const JsonStyle& style);

// differs_from_plainer says whether `style` writes these fields otherwise than the style without
// its sorting, flat lists and bare numbers does: most fields give it nothing to do.
[[nodiscard]] bool differs_from_plainer(const Fields& fields, const JsonStyle& style);

// json_quoted writes one text with its quotes.
[[nodiscard]] std::string json_quoted(std::string_view text, const JsonStyle& style);

}  // namespace everstrike::diagnosis
