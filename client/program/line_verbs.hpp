// One line in, one line out: `sign`, `encode`, `verify` and `explain` for many items in one
// process. A line is a JSON object; the answer is one, with `tcId` as it came, the result, and
// every field that these verbs don't know, byte for byte and in order. Fields that are known (tcId,
// secret, secret_hex, body_hex, payload, signature, api_key) or belong to answers (ok, error,
// mistake, also, fix, proof) are not handed back, and neither is any field that holds the secret,
// in its name or value, in any spelling of signing/secret_spellings.hpp.
//   sign    secret_hex, body_hex or payload    ->  {"tcId":…,"signature":"…"}
//   encode  payload                            ->  {"tcId":…,"body_hex":"…"}
//   verify  like sign, and signature           ->  {"tcId":…,"ok":true}
//   explain like verify, and what explain_reader.hpp lists
//                                              ->
//                                              {"tcId":…,"mistake":"…","also":[…],"fix":"…","proof":"…"}
// A line that can't be answered gives {"tcId":…,"error":"line 7: body_hex: expected …"}.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/form_encoding.hpp"
#include "signing/secret.hpp"

namespace everstrike::client {

enum class LineVerb { sign, encode, verify, explain };

struct LineOptions {
  LineVerb verb = LineVerb::sign;
  signing::Dialect dialect = signing::Dialect::javascript;  // of payloads
  std::optional<signing::Secret> secret;                    // for lines without secret_hex
  diagnosis::Options explain;                               // how far to look
};

struct LineAnswer {
  std::string text;  // without the newline
  bool is_error = false;
};

// answer_line answers `line` (without its newline; a CR at its end is dropped, and
// a byte order mark before the first line). Any bytes may come.
// `number` counts from 1 and stands in errors.
[[nodiscard]] LineAnswer answer_line(const LineOptions& options, std::string_view line,
                                     std::size_t number);

// line_error is the answer for a line that can't even be looked at.
[[nodiscard]] LineAnswer line_error(std::size_t number, std::string_view what);

}  // namespace everstrike::client
