// Payloads whose values are not text: null, booleans, numbers, lists, objects. The documented
// JavaScript (form-urlencoded) and Python (urlencode) turn each of them into other bytes: null is
// "null" or "None", a list becomes ids[0]=… or its repr. What is here gives exactly the bytes that
// the respective program signs. Callers who can choose should make text of their values instead.
// Numbers keep what JSON readers lose: an integer is its digits (Python writes them all, JavaScript
// rounds beyond 2^53), and 1.0 stays different from 1.
// Surprises: JavaScript drops empty objects, and writes an empty list as its name without "=";
// Python's requests then sends other bytes than Python signed (see fixtures/vectors).
// Recursion is as deep as the value; whoever reads values from outside bounds their depth.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "signing/form_encoding.hpp"

namespace everstrike::signing {

// An integer of any size: an optional "-" and decimal digits without a leading zero.
struct IntegerText {
  std::string digits;
};

struct TypedValue;
struct TypedMember;
using TypedList = std::vector<TypedValue>;
// Names and values in the order they were given. As the members of a value: a JavaScript object or
// a Python dict, so of a repeated name the last value wins, at the place of the first.
using TypedPayload = std::vector<TypedMember>;

// One value; std::nullptr_t is null (None), std::string UTF-8 text.
struct TypedValue {
  std::variant<std::nullptr_t, bool, IntegerText, double, std::string, TypedList, TypedPayload> is;
};

// A name and its value. Not a std::pair: clang 14 wants to see into a pair's second type before
// the type that it is part of is complete.
struct TypedMember {
  TypedMember(std::string name, TypedValue value)
      : first(std::move(name)), second(std::move(value)) {}

  std::string first;
  TypedValue second;
};

// typed_number reads a number as JSON writes it ("1", "-0", "1.0", "1e16"), or one of "NaN",
// "Infinity" and "-Infinity". Nothing if it is none of these. Without fraction and exponent it is
// an IntegerText, else the nearest double (infinity or zero beyond a double's range).
[[nodiscard]] std::optional<TypedValue> typed_number(std::string_view text);

// typed_body is the body that the program of that language signs for `payload`. JavaScript takes it
// as an object: integer-like names first, the last of a repeated name, no "__proto__". Python takes
// it as a list of pairs and keeps them all; pass as_python_dict(payload) for a dict.
[[nodiscard]] std::string typed_body(const TypedPayload& payload, Dialect dialect);

// as_python_dict keeps of each repeated name the last value, at the place of the first.
[[nodiscard]] TypedPayload as_python_dict(const TypedPayload& payload);

}  // namespace everstrike::signing
