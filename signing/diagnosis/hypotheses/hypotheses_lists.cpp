// Changes of how a list is spelt in fields: repeated names, indexes, brackets, one text with
// commas, and empty lists of which nothing was sent.
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/utf8.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

// None at all, and JavaScript's for a whole address: it leaves brackets' and commas' like alone.
const Encoder kRaw = [] {
  Encoder by = encoder("none", "", " ");
  by.literals.fill(true);
  return by;
}();
const Encoder kEncodeUri = encoder("encodeURI", "-._~!'()*;,/?:@&=+$#", "%20");

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

// The elements of one text that holds a list: JSON's, Python's and Ruby's brackets and quotes, Go's
// blanks, JavaScript's bare commas.
std::vector<std::string> elements_of(std::string_view text) {
  const bool in_brackets = text.size() > 1 &&
                           std::string_view("[({").find(text.front()) != std::string_view::npos &&
                           std::string_view("])}").find(text.back()) != std::string_view::npos;
  if (in_brackets) text = text.substr(1, text.size() - 2);
  const bool by_blanks = in_brackets && text.find(',') == std::string_view::npos &&
                         text.find_first_of("\"'") == std::string_view::npos;
  const char mark =
      by_blanks                                                                              ? ' '
      : text.find(',') == std::string_view::npos && text.find('|') != std::string_view::npos ? '|'
                                                                                             : ',';
  std::vector<std::string> elements;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    std::string_view element = text.substr(begin, end - begin);
    begin = end + 1;
    if (in_brackets) {
      element = signing::trimmed(element);
      const bool quoted = element.size() > 1 && element.front() == element.back() &&
                          (element.front() == '"' || element.front() == '\'');
      if (quoted) element = element.substr(1, element.size() - 2);
      if (element.empty() && begin > text.size()) break;  // (1,) and [1, 2,]
    }
    elements.emplace_back(element);
  }
  return elements;
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
    list.values = elements_of(only);
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

using Pairs = std::vector<std::pair<std::string, std::string>>;

// The spellings of one list as fields: repeated, indexed, as one text in many notations.
std::vector<Pairs> spellings(const List& list) {
  const auto one = [&](std::string text) { return Pairs{{list.name, std::move(text)}}; };
  const auto each = [&](auto name_of) {
    Pairs pairs;
    for (std::size_t i = 0; i < list.values.size(); ++i)
      pairs.emplace_back(name_of(i), list.values[i]);
    return pairs;
  };
  const std::string& name = list.name;
  const auto quoted = [&](std::string_view quote, std::string_view between) {
    return joined(list.values, quote, between);
  };
  const bool single = list.values.size() == 1;
  return {
      one(python_repr(list.values)),
      each([&](std::size_t) { return name; }),
      each([&](std::size_t i) { return name + "[" + std::to_string(i) + "]"; }),
      each([&](std::size_t) { return name + "[]"; }),
      one(quoted("", ",")),                // JavaScript's String([…])
      one("[" + quoted("\"", ",") + "]"),  // JSON
      one("[" + quoted("\"", ", ") + "]"),
      one("(" + quoted("'", ", ") + (single ? ",)" : ")")),
      one("{" + quoted("'", ", ") + "}"),
      one("[" + quoted("", ", ") + "]"),
      one("[" + quoted("", " ") + "]"),  // Go
      one(quoted("", ", ")),
      one("[" + quoted("", ",") + "]"),
      one("[" + quoted("'", ",") + "]"),
      one(quoted("", "|")),
      one(quoted("", " ")),
      one(quoted("", ";")),
      one("Array"),  // PHP's text of any
      each([&](std::size_t i) { return name + "." + std::to_string(i); }),
      each([&](std::size_t i) { return name + "[" + std::to_string(i + 1) + "]"; }),
      each([&](std::size_t i) { return name + std::to_string(i); }),
      each([&](std::size_t i) { return name + std::to_string(i + 1); }),
      each([&](std::size_t i) { return name + "_" + std::to_string(i); }),
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
    if ((!out.takes(likelihood) && !out.takes(rare)) || !out.spend(received.body.size())) continue;
    // One value that no notation of lists shows in is most likely none.
    constexpr std::size_t kUsual = 12;
    const bool is_plain = list.values.size() == 1 &&
                          list.values[0] == received.fields[list.first].value &&
                          list.name == received.fields[list.first].name;
    auto all = spellings(list);
    if (is_plain) all.resize(kUsual);
    for (const Pairs& pairs : all) {
      // Encoders are at odds about brackets, commas and quotes, and many leave names alone.
      std::string known;
      for (const Encoder* by : {&received.encoder, &kPythonQuote, &kRaw, &kEncodeUri}) {
        if (is_plain && by != &received.encoder) break;
        Fields fields;
        for (std::size_t i = 0; i < received.fields.size(); ++i) {
          if (i == list.first) {
            for (const auto& [name, value] : pairs) fields.push_back(make_field(name, value, *by));
          }
          if (base_name(received.fields[i].name) != list.name) fields.push_back(received.fields[i]);
        }
        if (says_the_same(fields, received.fields)) break;
        std::string text = write_raw(fields);
        if (text == known) continue;
        known = std::move(text);
        out.add(MistakeId::list_written_differently, by == &received.encoder ? likelihood : rare,
                std::move(fields));
      }
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
