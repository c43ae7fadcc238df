// What is answered to a request: the reply, and what is to happen to it on its way to the client.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "mock_server/message/body_source.hpp"
#include "mock_server/message/patience.hpp"
#include "mock_server/message/reply.hpp"
#include "mock_server/message/session.hpp"
#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

// How long what is done beside the loop may take: up to some fifty milliseconds, or what it takes.
enum class Pace : std::uint8_t { quick, slow };

struct Answer {
  Reply reply = {};
  WirePlan plan = {};
  // Set instead of answering: the request is kept, and the handler is asked again with the same
  // request when `Listener::wake_parked()` is called, and once this time has passed. For long
  // polls; no thread waits.
  std::optional<std::chrono::milliseconds> park_for = std::nullopt;
  // What a parked request is given back as `Request::mark` when it is asked for again.
  std::uint64_t mark = 0;
  // Set instead of answering: makes the answer, on a thread where it may take its time. The request
  // stays where it is until then. An answer made so is neither put off nor parked.
  std::function<Answer(const Patience&)> later = nullptr;
  // Begins `later` although nobody may be waiting any more, since it does more than answer.
  bool is_owed = false;
  // Of `later`. What changes something is quick, so that it is done in turn.
  Pace pace = Pace::quick;
  // What the body goes on with after `reply.body`, if that isn't all. Its length is not known then,
  // and `plan` may hold a delay and nothing else.
  std::shared_ptr<BodySource> body = nullptr;
  // What the connection speaks once this answer has left: the answer is a 101 then.
  std::shared_ptr<Session> session = nullptr;

  // cut lets only so many bytes of the answer leave, status line included, before it ends.
  void cut(std::size_t bytes, WireEnd end) {
    plan.cut_after = bytes;
    plan.end = end;
  }
  // end_early ends the connection without having said so, as a crashed server's would.
  void end_early() { plan.end = WireEnd::close; }
  // declare_length sends a Content-Length of its own choice.
  void declare_length(std::size_t bytes) {
    reply.headers.emplace_back("Content-Length", std::to_string(bytes));
  }
};

}  // namespace everstrike::mock_server
