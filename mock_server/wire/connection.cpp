#include "mock_server/wire/connection.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

// Steps that one connection may take before others get their turn.
constexpr int kStepsPerTurn = 64;

}  // namespace

Connection::Connection(std::uint64_t id, int fd, std::uint64_t number, ConnectionServices& services)
    : id_(id),
      services_(services),
      socket_(fd),
      transport_(make_plain_transport(socket_)),
      reader_(services.options.head, services.options.body_bytes_max) {
  arrival_.connection = number;
  arrival_.peer = socket_.peer_name();
  deadline_ = Clock::now() + services.options.idle_timeout;
}

void Connection::start() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::closed) return;
  if (!services_.poller.add(socket_.fd(), id_)) return end();
  set_timer();
}

bool Connection::on_event(const Poller::Event& event, Turn& turn) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::closed) return false;
  readable_ = readable_ || event.readable;
  peer_closed_ = peer_closed_ || event.peer_closed;
  if (event.writable) blocked_ = false;
  // A dead connection may still hold a complete request or message, and the client may have meant
  // it; otherwise there is nobody left to answer.
  const bool may_have_sent = state_ == State::reading || state_ == State::upgraded;
  const bool nobody_there = event.dead && !may_have_sent;
  if (nobody_there || (peer_closed_ && state_ == State::hanging)) {
    end();
    return false;
  }
  if (state_ == State::away) mind_half_closed();
  turn_ = &turn;
  advance(turn.scratch());
  turn_ = nullptr;
  return held_;
}

void Connection::go_on(Scratch scratch) {
  const std::lock_guard lock(mutex_);
  held_ = false;
  if (state_ != State::closed) advance(scratch);
}

void Connection::send_held() {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || !held_ || state_ != State::answering) return;
  const auto next = outbound_->next(Clock::time_point());
  if (const auto* send = std::get_if<Outbound::Send>(&next)) (void)write(send->bytes);
}

void Connection::on_timer(Scratch scratch) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::closed) return;
  armed_ = Clock::time_point::max();
  if (Clock::now() < deadline_) return set_timer();
  deadline_ = Clock::time_point::max();
  switch (state_) {
    case State::reading:
      if (!reading_timed_out()) return;
      break;
    case State::parked:
      ask();
      break;
    case State::away:
      return end();
    case State::answering:
      if (blocked_) {  // no progress for too long
        socket_.reset();
        return end();
      }
      break;
    case State::upgraded:
      session_timed_out();
      break;
    case State::lingering:
      return end();
    case State::flushing:
    case State::hanging:
    case State::closed:
      break;
  }
  advance(scratch);
}

void Connection::on_wake(Scratch scratch) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::parked) {
    ask();
  } else if (state_ == State::upgraded) {
    session_->at_time(Clock::now());
  } else if (!errand_) {
    return;
  }
  advance(scratch);
}

void Connection::begin_drain(Scratch scratch) {
  const std::lock_guard lock(mutex_);
  switch (state_) {
    case State::reading: {
      const bool idle = phase_ == Phase::idle && leftover_.empty();
      deadline_ = std::min(deadline_, Clock::now() + (idle ? kDrainIdleTime : kDrainReadTime));
      break;
    }
    case State::parked:
      last_call();
      break;
    case State::lingering:
      deadline_ = std::min(deadline_, Clock::now() + kDrainIdleTime);
      break;
    case State::upgraded:
      session_->leave(Clock::now());
      break;
    case State::hanging:
      return end();
    case State::away:
    case State::answering:
    case State::flushing:
    case State::closed:
      break;
  }
  advance(scratch);
}

bool Connection::abort() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::closed) return false;
  const bool loses_answer = state_ == State::parked || state_ == State::away ||
                            state_ == State::answering || state_ == State::flushing ||
                            phase_ != Phase::idle;
  end();
  return loses_answer;
}

void Connection::advance(Scratch scratch) {
  int steps = 0;
  while (state_ != State::closed && step(scratch)) {
    if (++steps == kStepsPerTurn) {
      watches_writing_ = true;
      services_.poller.watch_writing(socket_.fd(), id_);
      break;
    }
  }
  set_timer();
}

bool Connection::step(Scratch scratch) {
  switch (state_) {
    case State::reading:
      return read_more(scratch);
    case State::away:
      return come_back();
    case State::answering:
      return write_more();
    case State::upgraded:
      return converse(scratch);
    case State::flushing:
      return flush_before_reset();
    case State::lingering:
      return discard(scratch);
    case State::parked:
    case State::hanging:
    case State::closed:
      break;
  }
  return false;
}

// The timer is moved only when the deadline came nearer; a later deadline is found when the timer
// comes. So a busy connection does not touch the timers with every request.
void Connection::set_timer() {
  if (state_ == State::closed || deadline_ >= armed_) return;
  armed_ = deadline_;
  services_.timers.set(id_, armed_);
}

void Connection::end() {
  if (state_ == State::closed) return;
  if (state_ == State::parked) services_.parking.leave(id_);
  state_ = State::closed;
  session_.reset();
  outbound_.reset();
  body_.reset();
  if (errand_) errand_->is_unwanted = true;
  errand_.reset();
  release_unread();
  services_.buffered_bytes -= std::exchange(accounted_bytes_, 0);
  socket_.close();
  services_.timers.remove(id_);
  services_.table.remove(id_);
}

}  // namespace everstrike::mock_server
