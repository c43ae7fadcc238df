// A JSON value as it stood in a text: what it is and where it stood, in bytes from the text's
// beginning. Members keep the order in which they were written, and numbers are found again as they
// were written. Plain data; reading never fails: what isn't there is null, and a value of another
// type than the one asked for gives an empty one, so callers ask is_…() first where that matters.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::json {

struct Member;

struct Value {
  enum class Kind { null, boolean, whole, negative, fraction, text, array, object };

  Kind kind = Kind::null;
  std::uint64_t bits = 0;  // of a whole number, of a negative one in two's complement; of true: 1
  double fraction = 0;     // of any other number, and of one that 64 bits don't hold
  std::string text;        // of a text, escapes undone
  std::vector<Member> items;  // of an object or an array; an array's have no names
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_boolean() const { return kind == Kind::boolean; }
  [[nodiscard]] bool is_number_unsigned() const { return kind == Kind::whole; }
  // is_number_integer: -0 and -1 are, 1.0 and what 64 bits don't hold aren't.
  [[nodiscard]] bool is_number_integer() const {
    return kind == Kind::whole || kind == Kind::negative;
  }
  [[nodiscard]] bool is_number() const { return is_number_integer() || kind == Kind::fraction; }
  [[nodiscard]] bool is_string() const { return kind == Kind::text; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind == Kind::object; }
  [[nodiscard]] const char* type_name() const;  // "object", "number", …

  // get<T> gives a text, a flag or a number as what the caller has checked it to be.
  template <class T>
  [[nodiscard]] T get() const {
    if constexpr (std::same_as<T, std::string>) {
      return text;
    } else if constexpr (std::same_as<T, bool>) {
      return is_boolean() && bits != 0;
    } else if (kind == Kind::whole) {
      return static_cast<T>(bits);
    } else if (kind == Kind::negative) {
      return static_cast<T>(static_cast<std::int64_t>(bits));
    } else {
      return std::floating_point<T> ? static_cast<T>(fraction) : T{};
    }
  }

  // size counts the members or elements.
  [[nodiscard]] std::size_t size() const;
  // find gives a member, the last one of that name, or nullptr.
  [[nodiscard]] const Value* find(std::string_view name) const;
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }
  // operator[] gives a member or an element, or null.
  [[nodiscard]] const Value& operator[](std::string_view name) const;
  [[nodiscard]] const Value& operator[](std::size_t index) const;
  // by_name gives an object's members sorted by their names; an array's elements as they stand.
  [[nodiscard]] std::vector<const Member*> by_name() const;
  // compact writes it in one line without blanks, numbers in their shortest form.
  [[nodiscard]] std::string compact() const;
};

struct Member {
  std::string name;  // escapes undone
  std::size_t name_begin = 0;
  Value value;
};

}  // namespace everstrike::json
