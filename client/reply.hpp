// From an answer to what it proves. The exchange answers {"code":int,"msg":text,"result":object};
// the documented error is HTTP 503 with code 503, for every cause and without saying whether the
// order was cancelled before. Reading is strict: a number in quotes, a result that is null, an id
// that is not ours prove nothing. Headers made for tests (x-mock-…) are never looked at.
//
// The rules, first match wins:
//   200, code 200, result.id is our id        confirmed
//   any other 2xx                             unclear (a 200 with another code included)
//   3xx                                       redirected
//   429                                       throttled
//   a readable code that isn't 200, with a message of a missing or cancelled order,
//   or with status = code = 404 or 410        gone
//   408                                       unclear
//   other 4xx whose code isn't 200            refused
//   everything else                           unclear
// Source: the exchange's page (envelope, 503); its bot's source (the messages, 429, 408).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/attempt.hpp"
#include "client/transport.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

struct Envelope {
  std::int64_t code = 0;
  std::string msg;                       // "" when null or absent
  std::optional<std::string> result_id;  // when result is an object with a text `id`
};

// parse_envelope reads an answer's body. The error is one line that doesn't quote the body.
[[nodiscard]] Expected<Envelope, std::string> parse_envelope(std::string_view body);

// judge_reply says what a complete answer to the cancel of `order_id` proves.
[[nodiscard]] Attempt judge_reply(const HttpReply& reply, std::string_view order_id);

// judge_error says what a missing answer proves.
[[nodiscard]] Attempt judge_error(const TransportError& error);

}  // namespace everstrike::client
