// How a connection asks for an answer and sends it.
#include <algorithm>
#include <utility>

#include "mock_server/wire/connection.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"
#include "mock_server/wire/http/spare_texts.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kUncountedBytes = 16 * 1024;
// Reading and verifying a longer body takes as long as answering several small requests.
constexpr std::size_t kLongBodyBytes = 16 * 1024;

}  // namespace

Answer Connection::internal_error() {
  Answer answer;
  answer.reply.status = 500;
  answer.reply.body = R"({"code":500,"msg":"Internal error in the mock","result":{}})";
  answer.reply.close = true;
  return answer;
}

namespace {

std::chrono::milliseconds milliseconds_between(std::chrono::steady_clock::time_point from,
                                               std::chrono::steady_clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(to - from);
}

}  // namespace

void Connection::about_to_take_long() {
  if (turn_ != nullptr) turn_->send_held();
}

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
  if (request_->body.size() > kLongBodyBytes) about_to_take_long();
  auto answer = consult(milliseconds_between(parked_since_, now));
  if (!answer.park_for) {
    const auto& head = request_->head;
    if (answer.later) return go_away(std::move(answer));
    start_answer(std::move(answer), head.keep_alive, head.method() == "HEAD", head.version_minor);
    return;
  }
  state_ = State::parked;
  request_->mark = answer.mark;
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
  if (answer.later) return go_away(std::move(answer));
  const auto& head = request_->head;
  start_answer(std::move(answer), false, head.method() == "HEAD", head.version_minor);
}

// Answers are kept until they are read, which is up to the client. Small ones (most are) fit into
// the kernel's buffer and need no bound.
bool Connection::reserve(std::size_t bytes) {
  release_unread();
  if (bytes <= kUncountedBytes) return true;
  const auto before = services_.unread_bytes.fetch_add(bytes);
  unread_bytes_ = bytes;
  const bool fits = before == 0 || before + bytes <= services_.options.unread_bytes_max;
  if (!fits) release_unread();
  return fits;
}

void Connection::release_unread() {
  const auto bytes = std::exchange(unread_bytes_, 0);
  if (bytes == 0) return;
  services_.unread_bytes -= bytes;
}

void Connection::start_answer(Answer&& answer, bool keep, bool head_only, int version_minor) {
  const auto size =
      answer.plan.raw_answer ? answer.plan.raw_answer->size() : answer.reply.body.size();
  const bool has_room = head_only || size <= unread_bytes_ || reserve(size);
  if (!has_room) {
    if (request_) --arrival_.request_on_connection;  // the report counts it again
    answer = report(Reason::overloaded,
                    request_ ? request_->head.bytes.substr(0, kReceivedBytesMax) : "",
                    "the answers that other clients have not read take all the room there is");
    keep = false;
  }
  const bool ends_by_closing = answer.body && version_minor == 0;
  keep_ = keep && !answer.reply.close && !services_.draining && !ends_by_closing;
  session_ = std::move(answer.session);
  request_.reset();
  account();
  state_ = State::answering;
  blocked_ = false;
  deadline_ = Clock::time_point::max();
  render(std::move(answer), head_only, version_minor);
}

// A big body stays as it is instead of being copied behind its head.
void Connection::render(Answer&& answer, bool head_only, int version_minor) {
  const auto now = answer.plan.is_plain() ? Clock::time_point() : Clock::now();
  std::string head;
  std::string body;
  if (!answer.plan.raw_answer) {
    RenderOptions options{.head_only = head_only,
                          .connection = !keep_               ? ConnectionHeader::close
                                        : version_minor == 0 ? ConnectionHeader::keep_alive
                                                             : ConnectionHeader::none};
    is_chunked_ = version_minor > 0;
    if (answer.body) options.body_end = is_chunked_ ? BodyEnd::chunked : BodyEnd::close;
    const bool is_apart = answer.body || answer.reply.body.size() > kUncountedBytes;
    options.head_only = head_only || is_apart;
    head = render_reply(answer.reply, options, spare_text());
    if (!head_only && is_apart && allows_content(answer.reply.status)) {
      const bool is_chunk = answer.body && is_chunked_;
      body = is_chunk ? chunk_of(answer.reply.body, false) : std::move(answer.reply.body);
    }
  }
  outbound_.emplace(std::move(head), std::move(body), std::move(answer.plan), now);
  if (answer.body && !head_only) {
    body_ = std::move(answer.body);
    outbound_->expect_more();
  }
}

bool Connection::write_more() {
  const auto now = outbound_->is_timed() ? Clock::now() : Clock::time_point();
  const auto next = outbound_->next(now);
  if (const auto* wait = std::get_if<Outbound::Wait>(&next)) {
    deadline_ = wait->until;
    return false;
  }
  if (std::holds_alternative<Outbound::Fetch>(next)) return fetch_more();
  if (const auto* finished = std::get_if<Outbound::Finished>(&next)) {
    return finish_answer(finished->end);
  }
  if (turn_ != nullptr && turn_->may_hold() && !outbound_->is_timed() && !blocked_) {
    held_ = true;
    return false;
  }
  return write(std::get<Outbound::Send>(next).bytes);
}

bool Connection::write(std::string_view bytes) {
  held_ = false;
  const auto sent = transport_->write_some(bytes);
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
  keep_spare(outbound_->take_head());
  outbound_.reset();
  body_.reset();
  release_unread();
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
