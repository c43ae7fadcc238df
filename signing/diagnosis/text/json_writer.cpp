// Writes fields as JSON in the ways that languages do it: blanks, line ends, escapes, sorted names,
// bare numbers.
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

struct Member {
  std::string_view name;
  std::vector<const Field*> values;
  bool is_list = false;
};

// "ids[0]" and "ids[]" belong to the list "ids"; other names stand for themselves.
std::string_view list_name(std::string_view name) {
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || bracket == 0 || !name.ends_with(']')) return {};
  const std::string_view index = name.substr(bracket + 1, name.size() - bracket - 2);
  return index.find_first_not_of("0123456789") == std::string_view::npos ? name.substr(0, bracket)
                                                                         : std::string_view();
}

std::vector<Member> members_of(const Fields& fields, const JsonStyle& style) {
  std::vector<Member> members;
  for (const Field& field : fields) {
    const std::string_view list = style.lists_flat ? std::string_view() : list_name(field.name);
    const std::string_view name = list.empty() ? std::string_view(field.name) : list;
    auto place = std::find_if(members.begin(), members.end(),
                              [&](const Member& member) { return member.name == name; });
    if (place == members.end()) {
      members.push_back({.name = name, .is_list = !list.empty()});
      place = members.end() - 1;
    } else {
      place->is_list = true;
    }
    if (style.lists_flat || !(field.name.ends_with("[]") && field.value.empty()))
      place->values.push_back(&field);
  }
  if (style.sorted) {
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return a.name < b.name; });
  }
  return members;
}

bool looks_like_literal(std::string_view text) {
  if (text == "true" || text == "false" || text == "null") return true;
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos) {
    return false;
  }
  const bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  return !leading_zero && digits.front() != '.' && digits.back() != '.' &&
         std::count(digits.begin(), digits.end(), '.') <= 1;
}

std::string value_text(const Field& field, const JsonStyle& style) {
  const bool bare = field.is_literal || (style.numbers_bare && looks_like_literal(field.value));
  return bare ? field.value : json_quoted(field.value, style);
}

void append_line(std::string& out, const JsonStyle& style, int depth) {
  if (style.indent.empty()) return;
  out += '\n';
  for (int i = 0; i < depth; ++i) out += style.indent;
}

void append_list(std::string& out, const Member& member, const JsonStyle& style) {
  out += '[';
  for (const Field* field : member.values) {
    if (field != member.values.front()) out += style.between_members;
    append_line(out, style, 2);
    out += value_text(*field, style);
  }
  if (!member.values.empty()) append_line(out, style, 1);
  out += ']';
}

}  // namespace

std::span<const JsonStyle> json_styles() noexcept {
  static const std::vector<JsonStyle> kStyles = [] {
    const std::array kWriters = {
        JsonStyle{},                                                                  // JavaScript
        JsonStyle{.between_members = ", ", .behind_name = ": ", .ascii_only = true},  // Python
        JsonStyle{.ascii_only = true},
        JsonStyle{.between_members = ", ", .behind_name = ": "},
        JsonStyle{.ascii_only = true, .slash_escaped = true},  // PHP
        JsonStyle{.slash_escaped = true},
        JsonStyle{.behind_name = ": ", .indent = "  "},
        JsonStyle{.behind_name = ": ", .indent = "    ", .ascii_only = true},
        JsonStyle{.behind_name = ": ", .indent = "    "},
        JsonStyle{.behind_name = ": ", .indent = "  ", .ascii_only = true},
        JsonStyle{.behind_name = ": ", .indent = "\t"},
        JsonStyle{.between_members = ", ", .behind_name = ": ", .in_braces = " "},
        JsonStyle{.behind_name = ": "},
        JsonStyle{.between_members = ", "},
        JsonStyle{.html_safe = true},  // Go
    };
    std::vector<JsonStyle> styles;
    const auto add_all = [&](bool sorted, bool bare) {
      for (JsonStyle style : kWriters) {
        for (const bool flat : {false, true}) {
          style.sorted = sorted;
          style.numbers_bare = bare;
          style.lists_flat = flat;
          styles.push_back(style);
        }
      }
    };
    for (const bool sorted : {false, true}) {
      for (const bool bare : {false, true}) add_all(sorted, bare);
    }
    return styles;
  }();
  return kStyles;
}

bool differs_from_plainer(const Fields& fields, const JsonStyle& style) {
  const auto any = [&](auto does) { return std::any_of(fields.begin(), fields.end(), does); };
  if (style.lists_flat && !any([](const Field& field) { return field.name.ends_with(']'); })) {
    return false;
  }
  if (style.numbers_bare && !any([](const Field& field) {
        return !field.is_literal && looks_like_literal(field.value);
      })) {
    return false;
  }
  if (style.html_safe && !any([](const Field& field) {
        return field.value.find_first_of("<>&") != std::string::npos;
      })) {
    return false;
  }
  return !style.sorted ||
         !std::is_sorted(fields.begin(), fields.end(),
                         [](const Field& a, const Field& b) { return a.name < b.name; });
}

std::string json_quoted(std::string_view text, const JsonStyle& style) {
  const auto is_markup = [](char c) { return c == '<' || c == '>' || c == '&'; };
  constexpr std::string_view kSpecial = "\b\f\n\r\t\"\\";
  constexpr std::string_view kLetters = "bfnrt\"\\";
  const bool is_ascii = std::all_of(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto points = style.ascii_only && !is_ascii ? signing::code_points(text) : std::nullopt;
  std::string quoted;
  quoted.reserve(text.size() + 2);
  quoted += '"';
  const auto append_unit = [&](std::string_view two_bytes) {
    quoted += "\\u" + signing::hex_of(two_bytes);
  };
  const auto append_ascii = [&](char c) {
    if (const std::size_t place = kSpecial.find(c); place != std::string_view::npos) {
      quoted += '\\';
      quoted += kLetters[place];
    } else if (c == '/' && style.slash_escaped) {
      quoted += "\\/";
    } else if (static_cast<unsigned char>(c) < 0x20 || (style.html_safe && is_markup(c))) {
      append_unit(std::string{'\0', c});
    } else {
      quoted += c;
    }
  };
  if (points) {
    for (const char32_t c : *points) {
      if (c < 0x80) {
        append_ascii(static_cast<char>(c));
        continue;
      }
      const std::string units = utf16_of(std::u32string_view(&c, 1), true);
      for (std::size_t i = 0; i < units.size(); i += 2) append_unit(units.substr(i, 2));
    }
  } else {
    const auto is_plain = [&](char c) {
      return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != '/' &&
             !(style.html_safe && is_markup(c));
    };
    for (auto at = text.begin(); at != text.end();) {
      const auto end = std::find_if_not(at, text.end(), is_plain);
      quoted.append(at, end);
      at = end;
      if (at != text.end()) append_ascii(*at++);
    }
  }
  return quoted += '"';
}

std::string write_json(const Fields& fields, const JsonStyle& style) {
  const auto members = members_of(fields, style);
  if (members.empty()) return "{}";
  std::string text = "{";
  text += style.in_braces;
  for (const Member& member : members) {
    if (&member != &members.front()) text += style.between_members;
    append_line(text, style, 1);
    text += json_quoted(member.name, style);
    text += style.behind_name;
    if (member.is_list) {
      append_list(text, member, style);
    } else {
      text += value_text(*member.values.front(), style);
    }
  }
  append_line(text, style, 0);
  text += style.in_braces;
  return text += '}';
}

}  // namespace everstrike::diagnosis
