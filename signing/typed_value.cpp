#include "signing/typed_value.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <unordered_map>

#include "signing/canonical_body.hpp"
#include "signing/number_text.hpp"
#include "signing/python_repr.hpp"

namespace everstrike::signing {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// The members that a JavaScript object would have, in its order. The rule itself is
// as_javascript_object's: it orders the names with the places of their values as text.
std::vector<const TypedMember*> javascript_members(const TypedPayload& payload) {
  Parameters places;
  places.reserve(payload.size());
  for (std::size_t i = 0; i < payload.size(); ++i) {
    places.emplace_back(payload[i].first, std::to_string(i));
  }
  std::vector<const TypedMember*> members;
  for (const auto& [name, place] : as_javascript_object(places)) {
    std::size_t i = 0;
    std::from_chars(place.data(), place.data() + place.size(), i);
    members.push_back(&payload[i]);
  }
  return members;
}

// strtod is right for digits alone: no locale can change how they read. Infinity beyond a double.
double as_double(const IntegerText& integer) {
  return std::strtod(integer.digits.c_str(), nullptr);
}

class JavascriptBody {
 public:
  void append(const std::string& name, const TypedValue& value) {
    std::visit(Overloaded{[&](std::nullptr_t) { field(name, "null"); },
                          [&](bool yes) { field(name, yes ? "true" : "false"); },
                          [&](const IntegerText& integer) {
                            field(name, javascript_number_text(as_double(integer)));
                          },
                          [&](double number) { field(name, javascript_number_text(number)); },
                          [&](const std::string& text) { field(name, text); },
                          [&](const TypedList& list) { append_list(name, list); },
                          [&](const TypedPayload& object) { append_object(name, object); }},
               value.is);
  }
  [[nodiscard]] std::string take() { return std::move(body_); }

 private:
  void append_list(const std::string& name, const TypedList& list) {
    if (list.empty()) bare_name(name + "[]");
    for (std::size_t i = 0; i < list.size(); ++i) {
      append(name + "[" + std::to_string(i) + "]", list[i]);
    }
  }
  void append_object(const std::string& name, const TypedPayload& object) {
    for (const auto* member : javascript_members(object)) {
      append(name + "[" + member->first + "]", member->second);
    }
  }
  void field(std::string_view name, std::string_view text) {
    bare_name(name);
    body_ += '=';
    encode_component(body_, text, Dialect::javascript);
  }
  void bare_name(std::string_view name) {
    if (!body_.empty()) body_ += '&';
    encode_component(body_, name, Dialect::javascript);
  }

  std::string body_;
};

std::string python_integer_text(const IntegerText& integer) {
  return integer.digits == "-0" ? "0" : integer.digits;
}

void append_repr(std::string& out, const TypedValue& value);

void append_repr(std::string& out, const TypedList& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i != 0) out += ", ";
    append_repr(out, list[i]);
  }
  out += ']';
}

void append_repr(std::string& out, const TypedPayload& object) {
  out += '{';
  bool first = true;
  for (const auto& [name, value] : as_python_dict(object)) {
    if (!first) out += ", ";
    first = false;
    append_python_repr(out, name);
    out += ": ";
    append_repr(out, value);
  }
  out += '}';
}

void append_repr(std::string& out, const TypedValue& value) {
  std::visit(Overloaded{[&](std::nullptr_t) { out += "None"; },
                        [&](bool yes) { out += yes ? "True" : "False"; },
                        [&](const IntegerText& integer) { out += python_integer_text(integer); },
                        [&](double number) { out += python_number_text(number); },
                        [&](const std::string& text) { append_python_repr(out, text); },
                        [&](const auto& list_or_object) { append_repr(out, list_or_object); }},
             value.is);
}

// str(): a text is itself, everything else its repr.
std::string python_text(const TypedValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.is)) return *text;
  std::string text;
  append_repr(text, value);
  return text;
}

// A JSON number (RFC 8259, section 6) in its parts; fraction and exponent without "." and "e".
struct NumberParts {
  std::string_view sign, whole, fraction, exponent;
  bool is_integer = true;
};

std::string_view take_digits(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

std::string_view take_one_of(std::string_view& text, std::string_view letters) {
  const std::size_t length = !text.empty() && letters.find(text[0]) != std::string_view::npos;
  const std::string_view letter = text.substr(0, length);
  text.remove_prefix(length);
  return letter;
}

std::optional<NumberParts> split_number(std::string_view text) {
  NumberParts parts;
  parts.sign = take_one_of(text, "-");
  parts.whole = take_digits(text);
  if (parts.whole.empty() || (parts.whole.size() > 1 && parts.whole[0] == '0')) return std::nullopt;
  if (!take_one_of(text, ".").empty()) {
    parts.is_integer = false;
    parts.fraction = take_digits(text);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (!take_one_of(text, "eE").empty()) {
    parts.is_integer = false;
    const std::string_view whole_exponent = text;
    const std::string_view exponent_sign = take_one_of(text, "+-");
    if (take_digits(text).empty()) return std::nullopt;
    parts.exponent = whole_exponent.substr(exponent_sign == "+" ? 1 : 0);
  }
  return text.empty() ? std::optional(parts) : std::nullopt;
}

// The nearest double; infinity or zero beyond its range. Written without a decimal point, which
// is the one character of a number that strtod reads by the locale.
double as_double(const NumberParts& parts) {
  constexpr std::int64_t kExponentMax = 1'000'000'000'000;
  std::int64_t exponent = 0;
  const auto [end, code] = std::from_chars(parts.exponent.data(),
                                           parts.exponent.data() + parts.exponent.size(), exponent);
  if (code == std::errc::result_out_of_range) {
    exponent = parts.exponent.starts_with('-') ? -kExponentMax : kExponentMax;
  }
  exponent -= static_cast<std::int64_t>(parts.fraction.size());
  std::string text(parts.sign);
  text.append(parts.whole).append(parts.fraction).append("e").append(std::to_string(exponent));
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

std::optional<TypedValue> typed_number(std::string_view text) {
  if (text == "NaN") return TypedValue{std::numeric_limits<double>::quiet_NaN()};
  if (text == "Infinity") return TypedValue{std::numeric_limits<double>::infinity()};
  if (text == "-Infinity") return TypedValue{-std::numeric_limits<double>::infinity()};
  const auto parts = split_number(text);
  if (!parts) return std::nullopt;
  if (parts->is_integer) return TypedValue{IntegerText{std::string(text)}};
  return TypedValue{as_double(*parts)};
}

std::string typed_body(const TypedPayload& payload, Dialect dialect) {
  if (dialect == Dialect::javascript) {
    JavascriptBody body;
    for (const auto* member : javascript_members(payload)) {
      body.append(member->first, member->second);
    }
    return body.take();
  }
  Parameters parameters;
  parameters.reserve(payload.size());
  for (const auto& [name, value] : payload) parameters.emplace_back(name, python_text(value));
  return canonical_body(parameters, dialect);
}

TypedPayload as_python_dict(const TypedPayload& payload) {
  TypedPayload members;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& [name, value] : payload) {
    const auto [place, is_new] = places.try_emplace(name, members.size());
    if (is_new) {
      members.emplace_back(name, value);
    } else {
      members[place->second].second = value;
    }
  }
  return members;
}

}  // namespace everstrike::signing
