// The bodies that an answer with a chosen status may have: as documented, or wrong in one named
// way that clients of JSON APIs are known to stumble over.
#pragma once

#include "json/words.hpp"
#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

// What stands in the body of an answer whose status was chosen by a fault.
enum class BodyKind {
  documented,          // the envelope with that status as code; of a 200, the true answer
  empty,               // no byte
  html,                // a maintenance page, as a proxy in front of the exchange sends it
  malformed_json,      // an envelope that ends too early, with an honest Content-Length
  wrong_type,          // JSON, but code, msg and result have other types
  extra_fields,        // members nobody has documented
  missing_fields,      // an envelope without code and result
  numbers_as_strings,  // "503" instead of 503, everywhere
  null_result,         // result is null
  other_code,          // code says something else than the HTTP status
  rate_limited,        // the exchange's documented words of a 429, code the status, result null
  stale_timestamp,     // the same of a 408, whose documented code is 414
};

inline constexpr json::Words<BodyKind, 12> kBodyKinds = {{
    {"documented", BodyKind::documented},
    {"empty", BodyKind::empty},
    {"html", BodyKind::html},
    {"malformed_json", BodyKind::malformed_json},
    {"wrong_type", BodyKind::wrong_type},
    {"extra_fields", BodyKind::extra_fields},
    {"missing_fields", BodyKind::missing_fields},
    {"numbers_as_strings", BodyKind::numbers_as_strings},
    {"null_result", BodyKind::null_result},
    {"other_code", BodyKind::other_code},
    {"rate_limited", BodyKind::rate_limited},
    {"stale_timestamp", BodyKind::stale_timestamp},
}};

// answer_of_kind gives the answer with `status`. `truth` is what would have been answered; its
// envelope is kept where the status is that of a success, else the documented error is used.
[[nodiscard]] Reply answer_of_kind(BodyKind kind, int status, Reply truth);

}  // namespace everstrike::mock_server
