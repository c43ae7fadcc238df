// The envelope of every answer of the exchange: {"code": integer, "msg": string, "result": …}.
// Source: the page of POST /auth/cancel (200 and 503 both have it). `msg` of a success is the text
// "null", as in the page's sample; the one documented error is 503 "Invalid request" with an
// empty result object.
#pragma once

#include <string>
#include <string_view>

#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

inline constexpr std::string_view kDocumentedErrorText = "Invalid request";
inline constexpr std::string_view kDocumentedStaleText = "The timestamp is too old.";
// With the wait of the documented example.
inline constexpr std::string_view kDocumentedRateText =
    "You have done that too much recently. Care to try again in 0.043 seconds?";

// envelope gives the JSON text; `result_json` is taken as it is.
[[nodiscard]] std::string envelope(int code, std::string_view msg, std::string_view result_json);
// success_reply puts further members, JSON text without braces, beside `result`.
[[nodiscard]] Reply success_reply(std::string result_json, std::string_view beside_json = {});
// error_reply has `status` both as HTTP status and as code.
[[nodiscard]] Reply error_reply(int status, std::string_view msg);
// exact_error_reply is for the two errors whose text is documented word for word, 429 and 408:
// `result` is null, and `code` need not be the status (408 has 414).
[[nodiscard]] Reply exact_error_reply(int status, int code, std::string_view msg);

}  // namespace everstrike::mock_server
