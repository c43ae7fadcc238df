// Reads one JSON text, strictly (RFC 8259): one value and nothing behind it, valid UTF-8, no lone
// surrogate, no number beyond a double, no name twice in one object, no nesting without a bound.
// The first thing that is wrong ends it, with its place; errors quote nothing of the text but a
// repeated name, since it may hold a secret. A byte order mark at the beginning is skipped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/value.hpp"
#include "signing/expected.hpp"

namespace everstrike::json {

struct Rules {
  std::size_t depth_max = 64;
  bool names_may_repeat = false;
};

struct ParseError {
  enum class Kind { syntax, number_too_large, name_twice, too_deep };
  Kind kind = Kind::syntax;
  std::size_t at = 0;  // byte of the text, from 0
  std::string what;    // "not JSON: syntax error while …"
};

[[nodiscard]] Expected<Value, ParseError> parse(std::string_view text, Rules rules = {});

}  // namespace everstrike::json
