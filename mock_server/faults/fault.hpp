// What a fault does to an answer, as plain data. A fault never touches a socket and never changes
// an order: it shapes the reply, and whether the cancel happened before is decided by the phase
// of the rule that struck.
#pragma once

#include <optional>
#include <variant>

#include "mock_server/reply.hpp"
#include "mock_server/wire/wire_plan.hpp"

namespace everstrike::mock_server {

// Answers with another status; the body is the documented error envelope with that code.
struct AnswerStatus {
  int status = 503;
};

using Fault = std::variant<AnswerStatus>;

// A reply and what is to happen to it on the wire.
struct ShapedReply {
  Reply reply;
  WirePlan plan;
};

// apply shapes `shaped` as `fault` says.
void apply(const Fault& fault, ShapedReply& shaped);

}  // namespace everstrike::mock_server
