// What is answered to a request: the reply, and what is to happen to it on its way to the client.
#pragma once

#include <chrono>
#include <optional>

#include "mock_server/message/reply.hpp"
#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

struct Answer {
  Reply reply = {};
  WirePlan plan = {};
  // Set instead of answering: the request is kept, and the handler is asked again with the same
  // request when `Listener::wake_parked()` is called, and once this time has passed. For long
  // polls; no thread waits.
  std::optional<std::chrono::milliseconds> park_for = std::nullopt;
};

}  // namespace everstrike::mock_server
