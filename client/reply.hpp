// From an answer to what it proves: which row of the table in client/claims.hpp it is. The exchange
// answers {"code":int,"msg":text,"result":object}; the documented error is HTTP 503 with code 503,
// for every cause and without saying whether the order was cancelled before. Reading is strict: a
// number in quotes, a result that is null, an id that is not ours, a status that is no text prove
// nothing. An answer that was compressed without having been asked to be proves nothing either.
// Headers made for tests (x-mock-…) are never looked at.
//
// Texts are compared in lower case, the first of these that occurs counts:
//   filled     "already completed", "already filled", "already executed", "was filled"
//   cancelled  "already cancelled", "already canceled", "was cancelled", "was canceled"
//   missing    "order was not found", "order not found", "unknown order"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/attempt.hpp"
#include "client/transport.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

// The order of a `result`, as far as a cancel has to look at it.
struct ToldOrder {
  std::string id;
  std::optional<std::string> status;  // as told; unset when absent
  bool has_readable_status = true;    // false: it is there and no text
  std::string json;                   // as told, but for blanks between the words
  std::string qty_filled;             // as told; empty where it is no number from 0 on
};

struct Envelope {
  std::int64_t code = 0;
  bool has_msg = false;
  std::string msg;                 // "" when null or absent
  std::optional<ToldOrder> order;  // when result is an object with a text `id`
  bool is_list = false;            // result is an array
};

// parse_envelope reads an answer's body. The error is one line that doesn't quote the body.
[[nodiscard]] Expected<Envelope, std::string> parse_envelope(std::string_view body);

// judge_reply says what a complete answer to the cancel of `order_id` proves.
[[nodiscard]] Attempt judge_reply(const HttpReply& reply, std::string_view order_id);

// judge_error says what a missing answer proves.
[[nodiscard]] Attempt judge_error(const TransportError& error);

}  // namespace everstrike::client
