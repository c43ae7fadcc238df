#include "mock_server/feed/feed_session.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace everstrike::mock_server {
namespace {

// What a connection may keep of a buffer that was larger once.
constexpr std::size_t kIdleBufferBytes = 1024;
// A client is slow only with more than this unread, however much the others have.
constexpr std::size_t kFairBytes = 16 * 1024;
// With more than this unread a client is not listened to, and hears all that it asked for in its
// own time. What the bytes of one slice ask for comes on top.
constexpr std::size_t kPauseBytes = 8 * 1024;
constexpr std::size_t kSliceBytes = 256;

}  // namespace

FeedSession::FeedSession(const FeedParts& parts, ExchangeFloor& floor, std::uint64_t connection,
                         std::string address)
    : parts_(parts),
      floor_(floor),
      connection_(connection),
      address_(std::move(address)),
      mailbox_(std::make_shared<Mailbox>(parts.options.limits.unread_bytes)),
      reader_(parts.options.limits.message_bytes) {}

FeedSession::~FeedSession() {
  mailbox_->close();
  floor_.leave(mailbox_, address_, api_key_);
  (void)floor_.note_unread(unread_, 0);
  if (!end_) note(FeedNote::Event::closed, "the client has gone", close_code::kLost);
}

void FeedSession::begin(std::function<void()> wake, Time now) {
  mailbox_->open(std::move(wake));
  note(FeedNote::Event::opened);
  unused_since_ = now;
  heard_ = now;
  if (!floor_.enter(mailbox_, address_)) exceed("connections from this address");
}

bool FeedSession::wants_more() const { return !end_ && out_.size() - sent_ <= kPauseBytes; }

std::size_t FeedSession::receive(std::string_view bytes, Time now) {
  std::size_t taken = 0;
  while (taken < bytes.size() && wants_more()) {
    const auto slice = bytes.substr(taken, kSliceBytes);
    taken += slice.size();
    take_in(slice, now);
  }
  return end_ ? bytes.size() : taken;
}

void FeedSession::take_in(std::string_view bytes, Time now) {
  heard_ = now;
  has_pinged_ = false;
  const bool was_idle = reader_.is_idle();
  const auto breach = reader_.feed(bytes, [&](Opcode opcode, std::string payload) {
    return take(opcode, std::move(payload), now);
  });
  if (breach) return fail(breach->code, breach->what);
  if (reader_.is_idle()) {
    begun_message_ = Time::max();
  } else if (was_idle || begun_message_ == Time::max()) {
    begun_message_ = now;
  }
}

// false: the session is over.
bool FeedSession::take(Opcode opcode, std::string payload, Time now) {
  switch (opcode) {
    case Opcode::text: {
      note(FeedNote::Event::received, payload);
      if (!floor_.count_message(address_, api_key_, now)) {
        exceed(std::to_string(parts_.options.limits.messages_per_second) + " messages a second");
        break;
      }
      if (const auto message = read_client_message(payload)) {
        obey(*message, now);
      } else {
        error(message.error());
      }
      break;
    }
    case Opcode::binary:
      fail(close_code::kUnsupported, "the feed speaks text");
      break;
    case Opcode::close: {
      CloseFrame close;
      if (const auto breach = read_close(payload, close)) {
        fail(breach->code, breach->what);
        break;
      }
      append_frame(out_, Opcode::close, std::string_view(payload).substr(0, 2));
      note(FeedNote::Event::closed, "by the client", close.code);
      end_ = WireEnd::close;
      break;
    }
    case Opcode::ping:
      append_frame(out_, Opcode::pong, payload);
      bound_output();
      break;
    case Opcode::pong:
    case Opcode::continuation:
      break;
  }
  return !end_;
}

void FeedSession::at_time(Time now) {
  if (end_) return;
  auto taken = mailbox_->take();
  if (taken.overflowed) return cut("it reads too slowly");
  for (const Mail& mail : taken.mail) {
    std::visit([this](const auto& one) { open(one); }, mail);
    if (end_) return;
  }
  for (std::size_t i = 0; i < subscriptions_.size(); ++i) {
    Subscription& one = subscriptions_[i];
    if (now < one.next) continue;
    // A late tick is made up for by no other: each message is one step of the walk.
    one.next += parts_.options.tick_time;
    if (one.next <= now) one.next = now + parts_.options.tick_time;
    tick(one);
    if (end_) return;
  }
  const FeedLimits& limits = parts_.options.limits;
  if (!is_used() && now - unused_since_ >= limits.unused_time) {
    return fail(close_code::kPolicy, "neither subscribed nor authenticated for too long");
  }
  if (begun_message_ != Time::max() && now - begun_message_ >= limits.message_time) {
    return fail(close_code::kPolicy, "a message was not complete in time");
  }
  if (now - heard_ >= limits.silence_time * (has_pinged_ ? 2 : 1)) {
    if (has_pinged_) return cut("it does not answer pings");
    has_pinged_ = true;
    append_frame(out_, Opcode::ping, "");
  }
}

FeedSession::Time FeedSession::next_time() const {
  if (end_) return Time::max();
  const FeedLimits& limits = parts_.options.limits;
  Time next = heard_ + limits.silence_time * (has_pinged_ ? 2 : 1);
  if (!is_used()) next = std::min(next, unused_since_ + limits.unused_time);
  if (begun_message_ != Time::max()) next = std::min(next, begun_message_ + limits.message_time);
  for (const Subscription& one : subscriptions_) next = std::min(next, one.next);
  return next;
}

void FeedSession::exceed(std::string_view what) {
  error("more than " + std::string(what) + " are not allowed");
  if (!end_) fail(close_code::kPolicy, "more than " + std::string(what));
}

void FeedSession::fail(std::uint16_t code, std::string_view why) {
  if (end_) return;
  append_close(out_, code, why);
  note(FeedNote::Event::closed, why, code);
  end_ = WireEnd::close;
}

void FeedSession::cut(std::string_view why) {
  std::string().swap(out_);
  sent_ = 0;
  note(FeedNote::Event::closed, why, close_code::kLost);
  end_ = WireEnd::reset;
}

void FeedSession::leave(Time /*now*/) { fail(close_code::kGoingAway, "the mock is stopping"); }

void FeedSession::overloaded(Time /*now*/) {
  fail(close_code::kPolicy, "too much is unfinished for the mock's memory");
}

void FeedSession::sent(std::size_t bytes) {
  sent_ += bytes;
  if (sent_ == out_.size()) {
    out_.clear();
    sent_ = 0;
    if (out_.capacity() > kIdleBufferBytes) std::string().swap(out_);
  }
  (void)floor_.note_unread(std::exchange(unread_, out_.size() - sent_), out_.size() - sent_);
}

// Whoever does not read what was sent is cut off, before it costs the others their memory.
void FeedSession::bound_output() {
  const std::size_t unread = out_.size() - sent_;
  const bool all_fit = floor_.note_unread(std::exchange(unread_, unread), unread);
  const bool too_much = unread > parts_.options.limits.unread_bytes;
  if (!end_ && (too_much || (!all_fit && unread > kFairBytes))) cut("it reads too slowly");
  if (sent_ > kFairBytes) {  // what has left is not kept
    out_.erase(0, sent_);
    sent_ = 0;
  }
}

void FeedSession::note(FeedNote::Event event, std::string_view text, std::optional<int> code) {
  parts_.note({.time_ms = parts_.clock->unix_ms(),
               .connection = connection_,
               .event = event,
               .api_key = api_key_.value_or(""),
               .pair = {},
               .category = {},
               .text = std::string(text),
               .fault = {},
               .code = code});
}

}  // namespace everstrike::mock_server
