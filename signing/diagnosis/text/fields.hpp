// The fields of a body, with the raw text of each kept beside what it decodes to, so that a
// hypothesis can change one thing (the order, one value, the encoder) and leave the rest exactly
// as it was received.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/text/percent.hpp"

namespace everstrike::diagnosis {

struct Field {
  std::string name;       // decoded
  std::string value;      // decoded
  std::string raw_name;   // as it stood in the body
  std::string raw_value;  // as it stood in the body
  bool has_equals = true;
  bool is_literal = false;  // came from JSON as a number, true, false or null, without quotes
};

using Fields = std::vector<Field>;

// More fields than this and the body is not taken apart: hypotheses about fields would cost more
// than they are likely to explain.
inline constexpr std::size_t kFieldsMax = 64;

// split_fields reads `body` as a form, leniently: any bytes make fields, broken escapes stay as
// they are. Gives no field at all for more than kFieldsMax.
[[nodiscard]] Fields split_fields(std::string_view body);

// write_raw joins the raw texts with "=" and "&": what was received, for fields that weren't
// changed.
[[nodiscard]] std::string write_raw(const Fields& fields);
// write_encoded encodes the decoded names and values anew.
[[nodiscard]] std::string write_encoded(const Fields& fields, const Encoder& by);

// encoder_of guesses how the body was written, for fields that a hypothesis adds or changes.
[[nodiscard]] Encoder encoder_of(std::string_view body);

// make_field encodes name and value by `by`, so that write_raw can write it.
[[nodiscard]] Field make_field(std::string_view name, std::string_view value, const Encoder& by);

}  // namespace everstrike::diagnosis
