// A refused request, taken apart once for all hypotheses: its fields, whatever notation they came
// in, and the further texts that people sign along with a body.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/refused.hpp"
#include "signing/diagnosis/text/fields.hpp"

namespace everstrike::diagnosis {

enum class BodyKind {
  form,       // fields of the body, as far as any bytes are a form
  json,       // the body is JSON: fields are its members
  multipart,  // the body is multipart/form-data: fields are its parts
  query,      // the body is empty: fields are those of the query
};

struct Received {
  std::string_view body;
  std::string_view api_key;
  std::string_view method;
  std::string_view target;
  std::string_view path;   // the target without scheme, host and query
  std::string_view query;  // behind the "?"
  std::string_view host;
  std::span<const HeaderLine> headers;
  std::span<const std::string_view> earlier_bodies;

  BodyKind kind = BodyKind::form;
  Fields fields;
  Fields payload;   // what the client wanted to encode, where that is known
  Encoder encoder;  // as which the body seems to have been written
  // What tells one encoding mistake from another, of the body.
  bool has_escape = false;  // a %XX
  bool has_plus = false;
  bool has_disputed = false;     // bare characters that encoders are at odds about
  bool has_plain = false;        // bare characters that every encoder escapes: it was sent raw
  bool is_beyond_ascii = false;  // a value or a name is
  bool is_encoded = false;       // has a %XX, or a "+" that may be a blank
  // Values of headers and fields that hold a time or a nonce, without repetition.
  std::vector<std::string> times;
  // Long bodies get the common hypotheses only: each text costs its length in making and hashing.
  bool is_long = false;
  bool common_only = false;
};

[[nodiscard]] Received take_apart(const Refused& refused, Depth depth);

// comparable is `text` without what has rows of its own: the letter case of escapes and the
// spelling of blanks.
[[nodiscard]] std::string comparable(std::string_view text);

// read_multipart gives the parts of a multipart/form-data body that aren't files; empty for
// anything else.
[[nodiscard]] Fields read_multipart(std::string_view body);

}  // namespace everstrike::diagnosis
