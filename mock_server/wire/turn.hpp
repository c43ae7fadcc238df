// What one worker does between two waits of the poller. Answers that are ready while further events
// are to be handled are held back until the turn's end, so that they leave together: a client, or
// its load generator, that sleeps is then woken once and not by each of them, and waking a thread
// on another core is the dearest part of sending. Whatever takes long lets them go before. Used by
// one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace everstrike::mock_server {

class Connection;

class Turn {
 public:
  // A buffer that the worker lends for the time of a call; so idle connections hold none.
  using Scratch = std::span<char>;

  explicit Turn(Scratch scratch) : scratch_(scratch) { held_.reserve(kHeldMax); }

  [[nodiscard]] Scratch scratch() const { return scratch_; }
  // expect_more says whether further events of this turn are to come.
  void expect_more(bool more) { more_ = more; }
  [[nodiscard]] bool may_hold() const { return more_; }
  void hold(std::shared_ptr<Connection> connection) { held_.push_back(std::move(connection)); }
  // is_full says that what is held is to leave before more is.
  [[nodiscard]] bool is_full() const { return held_.size() >= kHeldMax; }
  // end sends what is held, and each of these connections goes on.
  void end();
  // send_held sends it and does nothing else: it may be called while a connection is at work.
  void send_held();

 private:
  static constexpr std::size_t kHeldMax = 16;

  Scratch scratch_;
  bool more_ = false;
  std::vector<std::shared_ptr<Connection>> held_;
};

}  // namespace everstrike::mock_server
