// What a connection speaks once an Upgrade has ended HTTP on it. A session is bytes and times in,
// bytes out: it never touches a socket and never waits. Its connection calls it, one call at a
// time; only the function given to begin() may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

class Session {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Session() = default;
  virtual ~Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // begin is called once, when the answer to the Upgrade has left. `wake` asks for at_time(); it
  // may be called from any thread until the session is destroyed, also from inside a call.
  virtual void begin(std::function<void()> wake, Time now) = 0;
  // receive takes what the client sent, in pieces of any size, and says how many of the bytes it
  // took: the rest is offered again when it wants_more(), which it does not while too much of its
  // output has not left.
  [[nodiscard]] virtual std::size_t receive(std::string_view bytes, Time now) = 0;
  [[nodiscard]] virtual bool wants_more() const = 0;
  // at_time is called after wake() and once next_time() has come; for nothing now and then.
  virtual void at_time(Time now) = 0;
  [[nodiscard]] virtual Time next_time() const = 0;
  // leave says goodbye, since the server is about to stop.
  virtual void leave(Time now) = 0;
  // overloaded says that there is no memory for what is unfinished.
  virtual void overloaded(Time now) = 0;

  // output is what is to be sent, valid until the next call; sent() says that its first bytes have
  // left.
  [[nodiscard]] virtual std::string_view output() const = 0;
  virtual void sent(std::size_t bytes) = 0;
  // end says whether the session is over: with `close` once its output has left, with `reset` at
  // once.
  [[nodiscard]] virtual std::optional<WireEnd> end() const = 0;
  // unfinished_bytes is the memory held for a message of which the rest has not arrived yet.
  [[nodiscard]] virtual std::size_t unfinished_bytes() const = 0;
};

}  // namespace everstrike::mock_server
