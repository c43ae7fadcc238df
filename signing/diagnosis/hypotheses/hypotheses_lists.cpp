// Changes of how a list is spelt in fields: repeated names, indexes, brackets, one text with
// commas, and empty lists of which nothing was sent.
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/utf8.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::ptrdiff_t kListValuesMax = 100;  // as many as a bulk call takes

struct List {
  std::string name;
  std::vector<std::string> values;
  std::size_t first = 0;  // where it begins among the fields
};

std::string base_name(std::string_view name) {
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || bracket == 0 || !name.ends_with(']')) {
    return std::string(name);
  }
  const std::string_view index = name.substr(bracket + 1, name.size() - bracket - 2);
  const bool is_index = index.find_first_not_of("0123456789") == std::string_view::npos;
  return std::string(is_index ? name.substr(0, bracket) : name);
}

// Every name with its values; one that stands once and has no commas is a list of one.
std::vector<List> lists_in(const Fields& fields) {
  std::vector<List> lists;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string name = base_name(fields[i].name);
    auto list = std::find_if(lists.begin(), lists.end(),
                             [&](const List& other) { return other.name == name; });
    if (list == lists.end()) {
      lists.push_back({.name = name, .first = i});
      list = lists.end() - 1;
    }
    list->values.push_back(fields[i].value);
  }
  for (List& list : lists) {
    if (list.values.size() != 1) continue;
    const std::string only = list.values.front();
    if (std::count(only.begin(), only.end(), ',') >= kListValuesMax) continue;
    list.values.clear();
    for (std::size_t begin = 0; begin <= only.size();) {
      const std::size_t end = std::min(only.find(',', begin), only.size());
      list.values.push_back(only.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return lists;
}

std::string joined(const std::vector<std::string>& values, std::string_view quote,
                   std::string_view between) {
  std::string text;
  for (const std::string& value : values) {
    if (&value != &values.front()) text += between;
    text += quote;
    text += value;
    text += quote;
  }
  return text;
}

// repr() of a list of texts; values that are no UTF-8 are no text in Python either.
std::string python_repr(const std::vector<std::string>& values) {
  signing::TypedList list;
  for (const std::string& value : values) {
    if (!signing::code_points(value)) return "[" + joined(values, "'", ", ") + "]";
    list.push_back({value});
  }
  const std::string body = signing::typed_body({{"", {std::move(list)}}}, signing::Dialect::python);
  return unescape(body.substr(1), PlusSign::is_blank);
}

// The spellings of one list as fields: repeated, indexed, as one text in many notations.
std::vector<std::vector<std::pair<std::string, std::string>>> spellings(const List& list) {
  const auto one = [&](std::string text) {
    return std::vector<std::pair<std::string, std::string>>{{list.name, std::move(text)}};
  };
  std::vector<std::pair<std::string, std::string>> repeated, bracketed, indexed;
  for (std::size_t i = 0; i < list.values.size(); ++i) {
    repeated.emplace_back(list.name, list.values[i]);
    bracketed.emplace_back(list.name + "[]", list.values[i]);
    indexed.emplace_back(list.name + "[" + std::to_string(i) + "]", list.values[i]);
  }
  const bool single = list.values.size() == 1;
  return {
      one(python_repr(list.values)),
      std::move(repeated),
      std::move(indexed),
      std::move(bracketed),
      one(joined(list.values, "", ",")),                // JavaScript's String([…])
      one("[" + joined(list.values, "\"", ",") + "]"),  // JSON
      one("[" + joined(list.values, "\"", ", ") + "]"),
      one("(" + joined(list.values, "'", ", ") + (single ? ",)" : ")")),
      one("{" + joined(list.values, "'", ", ") + "}"),
      one("[" + joined(list.values, "", ", ") + "]"),
      one("[" + joined(list.values, "", " ") + "]"),  // Go
      one(joined(list.values, "", ", ")),
  };
}

// The same names with the same values aren't another list: the two texts differ in their encoding.
bool says_the_same(const Fields& a, const Fields& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Field& x, const Field& y) {
    return x.name == y.name && x.value == y.value;
  });
}

void written_differently(const Received& received, FieldChanges& out) {
  constexpr std::size_t kListsMax = 8;
  const auto lists = lists_in(received.fields);
  for (std::size_t n = 0; n < std::min(lists.size(), kListsMax); ++n) {
    const List& list = lists[n];
    const Likelihood likelihood = list.values.size() > 1 ? common : rare;
    if (!out.takes(likelihood) || !out.spend(received.body.size())) continue;
    for (const auto& pairs : spellings(list)) {
      if (!out.takes(likelihood)) break;
      Fields fields;
      for (std::size_t i = 0; i < received.fields.size(); ++i) {
        if (i == list.first) {
          for (const auto& [name, value] : pairs) {
            fields.push_back(make_field(name, value, received.encoder));
          }
        }
        if (base_name(received.fields[i].name) != list.name) fields.push_back(received.fields[i]);
      }
      if (says_the_same(fields, received.fields)) continue;
      out.add(MistakeId::list_written_differently, likelihood, std::move(fields));
    }
  }
}

// Empty lists: urlencode signs "ids=[]", form-urlencoded "ids[]", and nothing of it is sent.
void empty_list_left_out(const Received& received, FieldChanges& out) {
  const bool has_ids = std::any_of(received.fields.begin(), received.fields.end(),
                                   [](const Field& f) { return base_name(f.name) == "ids"; });
  if (has_ids) return;
  Field bare = make_field("ids[]", "", received.encoder);
  bare.has_equals = false;
  for (const Field& field : {make_field("ids", "[]", received.encoder), bare,
                             make_field("ids[]", "", received.encoder)}) {
    Fields fields = received.fields;
    fields.push_back(field);
    out.add(MistakeId::list_written_differently, rare, std::move(fields));
  }
}

constexpr std::array kListHypotheses = {FieldHypothesis{&written_differently},
                                        FieldHypothesis{&empty_list_left_out}};

}  // namespace

std::span<const FieldHypothesis> list_hypotheses() noexcept { return kListHypotheses; }

}  // namespace everstrike::diagnosis
