// application/x-www-form-urlencoded, both ways. Encoding is where clients of signed APIs go
// wrong most often: the encoders of the field agree on letters and digits and differ in the rest.
// Two dialects are documented by the exchange's page and named here: `javascript` is what the npm
// package form-urlencoded (1.5 to 6.1) writes, `python` is what urllib.parse.urlencode writes.
// They differ in one character, "~" (%7E in the first, bare in the second).
// The decoder is strict about what it promises (every byte accounted for, with its offset) and
// keeps the raw text of each field, because a server must be able to say what was really sent.
// Source: WHATWG URL standard, section 5 (application/x-www-form-urlencoded); measured encoders.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::signing {

enum class Dialect {
  javascript,  // literal: A-Z a-z 0-9 - . _     blank: +
  python,      // literal: A-Z a-z 0-9 - . _ ~   blank: +
};

// encode_component appends `text` to `out`, each byte that isn't literal in `dialect` as an
// upper-case %XX escape and a blank as "+". Works on bytes: UTF-8 text gives the documented
// encoders' output, other bytes are escaped one by one.
void encode_component(std::string& out, std::string_view text, Dialect dialect);
[[nodiscard]] std::string encode_component(std::string_view text, Dialect dialect);

// One field of a decoded body. The raw views point into the body that was decoded.
struct FormField {
  std::string_view raw_name;   // as received
  std::string_view raw_value;  // as received; empty when there was no "="
  std::string name;            // decoded; brackets ("ids[0]") are characters like any other
  std::string value;           // decoded
  std::size_t offset = 0;      // of raw_name in the body, in bytes
  bool has_equals = false;     // "id=" and "id" decode alike, but are not the same bytes
};

enum class FormErrorCode {
  bad_escape,       // "%" not followed by two hex digits
  too_many_fields,  // more than FormLimits::fields_max
};

struct FormError {
  FormErrorCode code;
  std::size_t offset;  // of the offending byte in the body

  // message names the error and its place, in one line, without quoting the body.
  [[nodiscard]] std::string message() const;
};

struct FormLimits {
  std::size_t fields_max = 10'000;
};

// decode_form splits `body` at "&" and "=" and decodes names and values: "+" is a blank, %XX (in
// either case) a byte. Empty pieces ("a=1&&b=2", a leading or trailing "&") are skipped, as every
// decoder of the field does. Nothing is normalised; any byte value may come out, NUL included.
// The views in the result live as long as the bytes behind `body`.
[[nodiscard]] Expected<std::vector<FormField>, FormError> decode_form(std::string_view body,
                                                                      FormLimits limits = {});

}  // namespace everstrike::signing
