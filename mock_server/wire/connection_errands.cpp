// How a connection has something made beside the loop: an answer that takes long, and the pieces of
// one that is long.
#include <algorithm>
#include <utility>

#include "mock_server/wire/connection.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::chrono::milliseconds kRoomStep{100};

// The first piece is made with the answer: it may be all there is, and has a length then.
void begin_body(Answer& answer, const Patience& patience) {
  auto first = answer.body->next(patience);
  answer.reply.body += first.bytes;
  if (first.is_last) answer.body = nullptr;
}

}  // namespace

void Connection::send_out(std::function<Errand::Made(const Patience&)> make, bool is_owed,
                          Pace pace) {
  errand_ = std::make_shared<Errand>(
      std::move(make), [&wakes = services_.wakes, id = id_] { wakes.add(id); }, is_owed, pace);
  services_.errands.add(errand_);
}

void Connection::go_away(Answer answer) {
  state_ = State::away;
  deadline_ = Clock::time_point::max();
  mind_half_closed();
  account();
  send_out(
      [later = std::move(answer.later), request = request_](const Patience& patience) {
        Errand::Made made{.answer = later(patience), .piece = {}};
        if (made.answer->body) begin_body(*made.answer, patience);
        return made;
      },
      answer.is_owed, answer.pace);
}

void Connection::mind_half_closed() {
  if (peer_closed_) deadline_ = std::min(deadline_, Clock::now() + kHalfClosedTime);
}

bool Connection::come_back() {
  if (!errand_ || !errand_->is_ready) return false;
  auto made = std::move(std::exchange(errand_, nullptr)->made);
  auto answer = made.answer ? std::move(*made.answer) : internal_error();
  const auto& head = request_->head;
  start_answer(std::move(answer), head.keep_alive, head.method() == "HEAD", head.version_minor);
  return true;
}

bool Connection::fetch_more() {
  if (!errand_) {
    release_unread();
    if (!reserve(BodySource::kPieceBytesMax)) return wait_for_room();
    no_room_since_ = {};
    deadline_ = Clock::time_point::max();
    send_out([body = body_](const Patience& patience) {
      return Errand::Made{.answer = {}, .piece = body->next(patience)};
    });
    return false;
  }
  if (!errand_->is_ready) return false;
  auto made = std::move(std::exchange(errand_, nullptr)->made);
  if (!made.piece) {  // its reader must not take what there was for the whole
    socket_.reset();
    end();
    return false;
  }
  const auto& [bytes, is_last] = *made.piece;
  (void)reserve(bytes.size());  // less than was kept for it
  outbound_->add(is_chunked_ ? chunk_of(bytes, is_last) : bytes, is_last);
  return true;
}

// The answers of others, which they do not read, fill all the memory there is for that.
bool Connection::wait_for_room() {
  const auto now = Clock::now();
  if (no_room_since_ == Clock::time_point()) no_room_since_ = now;
  if (now - no_room_since_ >= services_.options.write_timeout) {
    socket_.reset();
    end();
    return false;
  }
  deadline_ = now + kRoomStep;
  return false;
}

}  // namespace everstrike::mock_server
