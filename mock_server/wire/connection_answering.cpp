// How a connection asks for an answer and sends it.
#include <algorithm>
#include <utility>

#include "mock_server/wire/connection.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"

namespace everstrike::mock_server {
namespace {

Answer internal_error() {
  Answer answer;
  answer.reply.status = 500;
  answer.reply.body = R"({"code":500,"msg":"Internal error in the mock","result":{}})";
  answer.reply.close = true;
  return answer;
}

std::chrono::milliseconds milliseconds_between(std::chrono::steady_clock::time_point from,
                                               std::chrono::steady_clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(to - from);
}

}  // namespace

Answer Connection::consult(std::chrono::milliseconds waited) {
  try {
    return services_.handler.answer(*request_, waited);
  } catch (...) {
    return internal_error();
  }
}

void Connection::ask() {
  if (state_ == State::parked) services_.parking.leave(id_);
  const auto generation = services_.parking.generation();
  const bool first_time = parked_since_ == Clock::time_point();
  const auto now = first_time ? Clock::time_point() : Clock::now();
  auto answer = consult(milliseconds_between(parked_since_, now));
  if (!answer.park_for) {
    const auto& head = request_->head;
    start_answer(std::move(answer), head.keep_alive, head.method() == "HEAD", head.version_minor);
    return;
  }
  state_ = State::parked;
  account();
  const auto parked_at = Clock::now();
  if (first_time) parked_since_ = parked_at;
  parked_for_ = *answer.park_for;
  deadline_ = parked_at + parked_for_;
  if (!services_.parking.enter(id_, generation)) services_.poller.wake();
}

// A parked request gets its answer now, as if its time were over, or none.
void Connection::last_call() {
  services_.parking.leave(id_);
  const auto waited = milliseconds_between(parked_since_, Clock::now());
  auto answer = consult(std::max(waited, parked_for_));
  if (answer.park_for) return end();
  const auto& head = request_->head;
  start_answer(std::move(answer), false, head.method() == "HEAD", head.version_minor);
}

void Connection::start_answer(Answer answer, bool keep, bool head_only, int version_minor) {
  keep_ = keep && !answer.reply.close && !services_.draining;
  std::string bytes;
  if (!answer.plan.raw_answer) {
    const auto connection = !keep_               ? ConnectionHeader::close
                            : version_minor == 0 ? ConnectionHeader::keep_alive
                                                 : ConnectionHeader::none;
    bytes = render_reply(answer.reply, {.head_only = head_only, .connection = connection});
  }
  session_ = std::move(answer.session);
  request_.reset();
  account();
  state_ = State::answering;
  blocked_ = false;
  deadline_ = Clock::time_point::max();
  const auto now = answer.plan.is_plain() ? Clock::time_point() : Clock::now();
  outbound_ = std::make_unique<Outbound>(std::move(bytes), std::move(answer.plan), now);
}

bool Connection::write_more() {
  const auto now = outbound_->is_timed() ? Clock::now() : Clock::time_point();
  const auto next = outbound_->next(now);
  if (const auto* wait = std::get_if<Outbound::Wait>(&next)) {
    deadline_ = wait->until;
    return false;
  }
  if (const auto* finished = std::get_if<Outbound::Finished>(&next)) {
    return finish_answer(finished->end);
  }
  const auto sent = transport_->write_some(std::get<Outbound::Send>(next).bytes);
  switch (sent.status) {
    case IoStatus::ok:
      outbound_->sent(sent.n);
      return true;
    case IoStatus::would_block_write:
    case IoStatus::would_block_read:
      deadline_ = Clock::now() + services_.options.write_timeout;
      return wait_for_writing();
    case IoStatus::eof:
    case IoStatus::error:
      break;
  }
  end();
  return false;
}

bool Connection::wait_for_writing() {
  blocked_ = true;
  if (!std::exchange(watches_writing_, true)) {
    services_.poller.watch_writing(socket_.fd(), id_);
  }
  return false;
}

bool Connection::finish_answer(WireEnd end_wanted) {
  outbound_.reset();
  if (end_wanted == WireEnd::keep && !keep_ && !session_) end_wanted = WireEnd::close;
  switch (end_wanted) {
    case WireEnd::keep:
      if (session_) {
        begin_session();
        return true;
      }
      state_ = State::reading;
      phase_ = Phase::idle;
      // The client was told that it may go on, so its next request may be on the way already.
      deadline_ =
          Clock::now() + (services_.draining ? kDrainIdleTime : services_.options.idle_timeout);
      return true;
    case WireEnd::close:
      return begin_close();
    case WireEnd::reset:
      state_ = State::flushing;
      flush_until_ = {};
      return true;
    case WireEnd::hang:
      break;
  }
  if (peer_closed_ || services_.draining) {
    end();
    return false;
  }
  state_ = State::hanging;
  deadline_ = Clock::time_point::max();
  return false;
}

}  // namespace everstrike::mock_server
