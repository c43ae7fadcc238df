// How a connection serves a session that took over from HTTP: bytes both ways, as the session wants
// them, with the session's times on the connection's timer.
#include <algorithm>
#include <utility>

#include "mock_server/wire/connection.hpp"

namespace everstrike::mock_server {
namespace {

// What the kernel may hold for a client that does not read, before the session notices.
constexpr int kSendBufferBytes = 64 * 1024;

}  // namespace

void Connection::begin_session() {
  state_ = State::upgraded;
  phase_ = Phase::idle;
  blocked_ = false;
  socket_.limit_send_buffer(kSendBufferBytes);
  const auto now = Clock::now();
  session_->begin([&wakes = services_.wakes, id = id_] { wakes.add(id); }, now);
  if (services_.draining) session_->leave(now);
}

bool Connection::converse(Scratch scratch) {
  if (session_->end() == WireEnd::reset) {
    socket_.reset();
    end();
    return false;
  }
  if (!blocked_ && !session_->output().empty()) return send_for_session();
  if (session_->output().empty() && session_->end()) {
    session_.reset();
    account();
    return begin_close();
  }
  if (session_->wants_more() && (!leftover_.empty() || readable_)) {
    if (read_for_session(scratch)) return true;
    if (state_ != State::upgraded) return state_ != State::closed;
  }
  deadline_ = session_->next_time();
  if (blocked_) deadline_ = std::min(deadline_, blocked_until_);
  return false;
}

bool Connection::send_for_session() {
  const auto sent = transport_->write_some(session_->output());
  switch (sent.status) {
    case IoStatus::ok:
      session_->sent(sent.n);
      return true;
    case IoStatus::would_block_write:
    case IoStatus::would_block_read:
      (void)wait_for_writing();
      blocked_until_ = Clock::now() + services_.options.write_timeout;
      return true;  // what the client sends is read all the same
    case IoStatus::eof:
    case IoStatus::error:
      break;
  }
  end();
  return false;
}

bool Connection::read_for_session(Scratch scratch) {
  std::string_view bytes = leftover_.view();
  if (bytes.empty()) {
    const auto got = transport_->read_some(scratch);
    switch (got.status) {
      case IoStatus::ok:
        if (got.drained && !peer_closed_) readable_ = false;
        bytes = {scratch.data(), got.n};
        break;
      case IoStatus::would_block_read:
        readable_ = false;
        return false;
      case IoStatus::would_block_write:
        return wait_for_writing();
      case IoStatus::eof:
        // Who asks for nothing more may still read.
        if (session_->output().empty()) end();
        return false;
      case IoStatus::error:
        end();
        return false;
    }
  }
  const auto now = Clock::now();
  leftover_.keep(bytes.substr(session_->receive(bytes, now)));
  if (!fits_in_memory()) session_->overloaded(now);
  return true;
}

void Connection::session_timed_out() {
  const auto now = Clock::now();
  if (blocked_ && now >= blocked_until_) {  // no progress for too long
    socket_.reset();
    return end();
  }
  session_->at_time(now);
}

}  // namespace everstrike::mock_server
