// One answer on its way out: the bytes, and when how many of them may leave, as its WirePlan
// says. What is still to be made is added piece by piece. Pure: the time comes in as a parameter
// and nothing is written here; the connection asks for the next step and does it.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

class Outbound {
 public:
  using Clock = std::chrono::steady_clock;
  struct Wait {
    Clock::time_point until;
  };
  struct Send {
    std::string_view bytes;
  };
  struct Fetch {};  // everything that is there has left, and add() is waited for
  struct Finished {
    WireEnd end;
  };
  using Step = std::variant<Wait, Send, Fetch, Finished>;

  // `head` and `body` are the rendered answer; the plan's raw_answer takes its place, and its
  // cut_after is applied. An answer that loses bytes by the cut cannot be followed by another one
  // on the same connection, so WireEnd::keep then means WireEnd::close.
  Outbound(std::string head, std::string body, WirePlan plan, Clock::time_point now);
  // expect_more lets the answer go on with what is added, which is neither cut nor dribbled.
  void expect_more() { more_ = true; }
  // add gives the next part, once Fetch asked for it.
  void add(std::string bytes, bool is_last);

  // next says what is to be done at `now`.
  [[nodiscard]] Step next(Clock::time_point now) const;
  // sent notes that `n` bytes of the last Send have left.
  void sent(std::size_t n) { sent_ += n; }
  // take_head moves the first part out, once all has left.
  [[nodiscard]] std::string take_head() { return std::move(head_); }
  // is_timed tells whether next() depends on the time at all.
  [[nodiscard]] bool is_timed() const { return plan_.delay.count() > 0 || plan_.bytes_per_second; }

 private:
  [[nodiscard]] std::size_t allowed_at(Clock::time_point now) const;
  [[nodiscard]] Clock::time_point time_of(std::size_t byte_count) const;

  [[nodiscard]] std::size_t size() const { return head_.size() + body_.size(); }

  std::string head_;
  std::string body_;
  WirePlan plan_;
  Clock::time_point begin_;  // of sending
  std::size_t sent_ = 0;     // of head and body
  bool more_ = false;
};

}  // namespace everstrike::mock_server
