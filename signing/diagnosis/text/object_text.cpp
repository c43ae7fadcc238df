#include "signing/diagnosis/text/object_text.hpp"

#include <algorithm>
#include <array>

namespace everstrike::diagnosis {
namespace {

// In single quotes, unless only those occur in the text: Python's and JavaScript's habit.
std::string quoted_by_repr(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const bool has_double = text.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  std::string result(1, quote);
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      if (c == quote || c == '\\') result += '\\';
      result += c;
    }
  }
  return result += quote;
}

std::string double_quoted(std::string_view text) {
  return '"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"';
}

template <class Write>
std::string listed(const Fields& fields, std::string_view open, std::string_view between,
                   std::string_view close, Write write) {
  std::string text(open);
  for (const Field& field : fields) {
    if (&field != &fields.front()) text += between;
    text += write(field);
  }
  return text += close;
}

std::string python_dict(const Fields& fields) {
  return listed(fields, "{", ", ", "}", [](const Field& field) {
    return quoted_by_repr(field.name) + ": " + quoted_by_repr(field.value);
  });
}

std::string python_pairs(const Fields& fields) {
  return listed(fields, "[", ", ", "]", [](const Field& field) {
    return "(" + quoted_by_repr(field.name) + ", " + quoted_by_repr(field.value) + ")";
  });
}

std::string javascript_inspected(const Fields& fields) {
  return listed(fields, "{ ", ", ", " }",
                [](const Field& field) { return field.name + ": " + quoted_by_repr(field.value); });
}

std::string java_map(const Fields& fields) {
  return listed(fields, "{", ", ", "}",
                [](const Field& field) { return field.name + "=" + field.value; });
}

std::string go_map(const Fields& fields) {
  Fields sorted = fields;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Field& a, const Field& b) { return a.name < b.name; });
  return listed(sorted, "map[", " ", "]",
                [](const Field& field) { return field.name + ":" + field.value; });
}

std::string go_url_values(const Fields& fields) {
  return listed(fields, "map[", " ", "]",
                [](const Field& field) { return field.name + ":[" + field.value + "]"; });
}

std::string ruby_hash(const Fields& fields) {
  return listed(fields, "{", ", ", "}", [](const Field& field) {
    return double_quoted(field.name) + "=>" + double_quoted(field.value);
  });
}

std::string ruby_hash_since_3_4(const Fields& fields) {
  return listed(fields, "{", ", ", "}", [](const Field& field) {
    return double_quoted(field.name) + " => " + double_quoted(field.value);
  });
}

std::string swift_dictionary(const Fields& fields) {
  return listed(fields, "[", ", ", "]", [](const Field& field) {
    return double_quoted(field.name) + ": " + double_quoted(field.value);
  });
}

std::string javascript_pairs(const Fields& fields) {
  return listed(fields, "", ",", "",
                [](const Field& field) { return field.name + "," + field.value; });
}

constexpr std::array<ObjectText, 10> kTexts = {
    &python_dict,      &javascript_inspected, &java_map,  &go_map,
    &python_pairs,     &go_url_values,        &ruby_hash, &ruby_hash_since_3_4,
    &swift_dictionary, &javascript_pairs,
};

constexpr std::array<std::string_view, 14> kNames = {
    "[object Object]",
    "undefined",
    "null",
    "None",
    "[object Promise]",
    "[object FormData]",
    "[object ArrayBuffer]",
    "[object URLSearchParams]",
    "[object Map]",
    "System.Byte[]",
    "System.Collections.Generic.Dictionary`2[System.String,System.String]",
    "NaN",
    "Array",
    "nil",
};

}  // namespace

std::span<const ObjectText> object_texts() noexcept { return kTexts; }
std::span<const std::string_view> object_names() noexcept { return kNames; }

bool names_an_object(std::string_view text) noexcept {
  if (std::find(kNames.begin(), kNames.end(), text) != kNames.end()) return true;
  const bool has_address = text.find(" object at 0x") != std::string_view::npos ||
                           text.find(" object @ 0x") != std::string_view::npos ||
                           text.starts_with("<built-in method ") || text.starts_with("[B@") ||
                           text.starts_with("<bound method ") || text.starts_with("function ") ||
                           text.starts_with("[object ");
  return has_address && text.size() < 200;
}

}  // namespace everstrike::diagnosis
