// What a fault does to an answer, as plain data. A fault never touches a socket and never changes
// an order: it shapes the reply and fills the WirePlan that the connection loop carries out, over
// plain TCP and TLS alike. Whether the cancel happened before is decided by the phase of the rule
// that struck: before the effect, the reply that is shaped is the documented error; after it, the
// true answer.
// A new fault is a struct here, a case in fault_apply.cpp, one in fault_read.cpp and
// fault_write.cpp, its object in fixtures/schemas/scenario_v1.schema.json, a test, and a line in
// docs/scenario-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mock_server/faults/dice.hpp"
#include "mock_server/faults/reply_delay.hpp"
#include "mock_server/message/answer.hpp"

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
};

// How the header Retry-After says when to come back.
enum class RetryAfterForm {
  seconds,  // "3"
  date,     // "Sun, 06 Nov 1994 08:49:37 GMT", with a Date header of the same clock beside it
};

// Answers with another status.
struct AnswerStatus {
  int status = 503;  // 200..999
  BodyKind body = BodyKind::documented;
  std::optional<std::uint32_t> retry_after_s = {};  // the header Retry-After
  RetryAfterForm retry_after_as = RetryAfterForm::seconds;
};

// Lets the answer wait; it is otherwise left as it is.
struct DelayReply {
  ReplyDelay wait;
};

// Sends only the first `keep` bytes of the body.
struct TruncateBody {
  enum class Length {
    full,    // Content-Length promises the whole body, and the connection ends early
    honest,  // Content-Length counts what is sent: a complete HTTP message, half a JSON text
  };
  std::size_t keep = 0;
  Length content_length = Length::full;
};

// Ends the connection inside the status line or the headers, after `keep` bytes.
struct CutHeaders {
  std::size_t keep = 0;
};

// A TCP RST after so many bytes of the answer, status line included; 0: before any.
struct ResetPeer {
  std::size_t after_bytes = 0;
};

// Ends the connection in good order without a byte of an answer.
struct CloseSilently {};

// Sends so many bytes of the answer and then nothing, for as long as the client waits.
struct Hang {
  std::size_t after_bytes = 0;
};

// Sends the answer, headers too, at this rate.
struct Dribble {
  std::uint64_t bytes_per_second = 1;  // at least 1
};

// Bytes that are no HTTP: the given text, or `bytes` drawn ones.
struct Garbage {
  std::size_t bytes = 64;
  std::optional<std::string> text = {};
};

// Sends the client elsewhere.
struct Redirect {
  int status = 307;  // 301, 302, 303, 307 or 308
  std::string location;
};

// A canned answer.
struct Stub {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
};

// Sends these headers of the answer twice, with the same value.
enum class RepeatedHeader { content_type, content_length };
struct DuplicateHeaders {
  std::vector<RepeatedHeader> names = {RepeatedHeader::content_type};
};

// Declares more or less bytes than the body has, then ends the connection. Never below 0.
struct WrongContentLength {
  std::int64_t difference = 1;
};

// Two Content-Length headers: the true one, and one that differs by this much.
struct DoubleContentLength {
  std::int64_t difference = 1;
};

// The body in chunks whose framing is wrong.
struct BadChunks {
  enum class Kind {
    not_hex,    // a chunk size that is no hexadecimal number
    negative,   // "-1"
    overflow,   // a size beyond 64 bits
    too_large,  // a chunk that announces more bytes than come
    no_end,     // right chunks, and the closing one never comes
  };
  Kind kind = Kind::not_hex;
};

using Fault = std::variant<AnswerStatus, DelayReply, TruncateBody, CutHeaders, ResetPeer,
                           CloseSilently, Hang, Dribble, Garbage, Redirect, Stub, DuplicateHeaders,
                           WrongContentLength, DoubleContentLength, BadChunks>;

// fault_type is the fault's name in scenario files: "reset_peer".
[[nodiscard]] std::string_view fault_type(const Fault& fault);

// The answer while faults shape it.
using ShapedReply = Answer;

// What a fault may need to know of the moment it strikes.
struct Moment {
  const Die& die;  // for what is left to chance
  std::int64_t unix_ms = 0;
};

// apply shapes `shaped` as `fault` says.
void apply(const Fault& fault, const Moment& moment, ShapedReply& shaped);

}  // namespace everstrike::mock_server
