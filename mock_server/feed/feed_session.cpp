#include "mock_server/feed/feed_session.hpp"

#include <algorithm>
#include <utility>

#include "json/writer.hpp"
#include "mock_server/feed/server_message.hpp"

namespace everstrike::mock_server {
namespace {

// What a connection may keep of a buffer that was larger once.
constexpr std::size_t kIdleBufferBytes = 1024;
// A client is slow only with more than this unread, however much the others have.
constexpr std::size_t kFairBytes = 16 * 1024;

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

void FeedSession::receive(std::string_view bytes, Time now) {
  if (end_) return;
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

void FeedSession::obey(const ClientMessage& message, Time now) {
  switch (message.op) {
    case Op::status:
      return answer("ok", "{}");
    case Op::auth_api:
      return authenticate(message.content, now);
    case Op::subscriptions: {
      std::vector<Topic> topics;
      for (const Subscription& one : subscriptions_) topics.push_back(one.topic);
      return answer("subscriptions", topics_json(topics));
    }
    case Op::sub:
    case Op::sub_pair:
    case Op::unsub:
    case Op::unsub_pair:
    case Op::unsub_all:
      break;
  }
  const auto topics = topics_of(message);
  if (!topics) return error(topics.error());
  const bool adds = message.op == Op::sub || message.op == Op::sub_pair;
  if (adds) return subscribe(*topics, now);
  unsubscribe(*topics);
  if (!is_used()) unused_since_ = now;
}

// What a message of the five operations is about.
Expected<std::vector<Topic>, std::string> FeedSession::topics_of(
    const ClientMessage& message) const {
  std::vector<Topic> topics;
  if (message.op == Op::sub || message.op == Op::unsub) {
    auto topic = read_topic(message.content);
    if (!topic) return Unexpected<std::string>(topic.error());
    topics.push_back(std::move(*topic));
  } else if (message.op == Op::sub_pair) {
    for (const auto& [word, category] : kPublicCategories) {
      topics.push_back({message.content, category});
    }
  } else {
    for (const Subscription& one : subscriptions_) {
      if (message.op == Op::unsub_all || one.topic.pair == message.content) {
        topics.push_back(one.topic);
      }
    }
  }
  const bool adds = message.op == Op::sub || message.op == Op::sub_pair;
  if (adds && !floor_.knows_pair(topics.front().pair)) {
    return Unexpected<std::string>("content: there is no such pair");
  }
  return topics;
}

void FeedSession::subscribe(const std::vector<Topic>& topics, Time now) {
  std::vector<Topic> fresh;
  for (const Topic& topic : topics) {
    if (find(topic) == nullptr) fresh.push_back(topic);
  }
  const std::size_t most = parts_.options.limits.public_categories;
  if (subscriptions_.size() + fresh.size() > most) {
    return exceed(std::to_string(most) + " public categories");
  }
  answer("subscribed", topics_json(topics), topics.front().pair);
  for (const Topic& topic : fresh) begin_subscription(topic, now);
}

void FeedSession::begin_subscription(const Topic& topic, Time now) {
  Subscription fresh{.topic = topic, .walk = {}, .underlying = {}, .next = Time::max()};
  if (const Market* market = market_of(topic.pair)) {
    fresh.walk.emplace(parts_.seed, *market);
    if (const Market* below = market_of(market->underlying)) {
      fresh.underlying.emplace(parts_.seed, *below);
    }
    const bool ticks = parts_.options.price_walk && follows_price(topic.category);
    if (ticks) fresh.next = now + parts_.options.tick_time;
  }
  subscriptions_.push_back(std::move(fresh));
  Subscription& kept = subscriptions_.back();
  const auto price = floor_.held_price(topic.pair);
  if (price || kept.walk) tell_price(kept, price ? *price : kept.walk->price());
}

void FeedSession::unsubscribe(const std::vector<Topic>& topics) {
  std::erase_if(subscriptions_, [&](const Subscription& one) {
    return std::ranges::find(topics, one.topic) != topics.end();
  });
  const std::string pair = topics.empty() ? "" : topics.front().pair;
  const bool is_one_pair =
      std::ranges::all_of(topics, [&](const Topic& one) { return one.pair == pair; });
  answer("unsubscribed", topics_json(topics), is_one_pair ? pair : "");
}

void FeedSession::authenticate(const std::string& api_key, Time now) {
  if (!parts_.knows_key(api_key)) return error("the API key is unknown");
  if (api_key_ && *api_key_ != api_key) {
    return error("this connection has authenticated for another API key");
  }
  if (!floor_.join(mailbox_, api_key)) {
    return exceed(std::to_string(parts_.options.limits.connections) + " connections of an account");
  }
  api_key_ = api_key;
  (void)floor_.count_message(address_, api_key_, now);
  answer("authenticated", "{}");
}

FeedSession::Subscription* FeedSession::find(const Topic& topic) {
  const auto found = std::ranges::find(subscriptions_, topic, &Subscription::topic);
  return found == subscriptions_.end() ? nullptr : &*found;
}

std::string FeedSession::topics_json(const std::vector<Topic>& topics) const {
  std::string json;
  {
    json::ArrayWriter list(json);
    for (const Topic& topic : topics) list.add(topic.text());
  }
  return json;
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

void FeedSession::tick(Subscription& subscription) {
  if (floor_.held_price(subscription.topic.pair)) return;  // nothing moves
  subscription.walk->advance();
  if (subscription.underlying) subscription.underlying->advance();
  tell_price(subscription, subscription.walk->price());
}

void FeedSession::tell_price(Subscription& subscription, double price) {
  const Topic topic = subscription.topic;
  if (!follows_price(topic.category)) return;
  Quote quote{.price = price,
              .start = price,
              .highest = price,
              .lowest = price,
              .tick_size = 0.5,
              .underlying = price,
              .strike = std::nullopt};
  if (const auto& walk = subscription.walk) {
    quote.start = walk->market().start;
    quote.highest = std::max(price, walk->highest());
    quote.lowest = std::min(price, walk->lowest());
    quote.tick_size = walk->market().tick_size;
    quote.strike = walk->market().strike;
  }
  if (const auto& below = subscription.underlying) {
    quote.underlying = floor_.held_price(below->market().pair).value_or(below->price());
  }
  floor_.note_price(topic.pair, price);
  stream(json::word_of(topic.category, kPublicCategories), topic.pair,
         price_result(topic.category, quote, parts_.clock->unix_ms()));
}

void FeedSession::open(const PriceNews& news) {
  for (Subscription& one : subscriptions_) {
    if (one.topic.pair == news.pair) tell_price(one, news.price);
    if (end_) return;
  }
}

void FeedSession::open(const OrderMail& mail) {
  stream(mail.category, mail.pair, mail.result_json);
}

void FeedSession::open(const TradeMail& mail) {
  for (const Category category : {Category::match, Category::trades}) {
    if (end_ || find({mail.pair, category}) == nullptr) continue;
    stream(json::word_of(category, kPublicCategories), mail.pair, mail.trade_json);
  }
}

void FeedSession::answer(std::string_view category, std::string_view result_json,
                         std::string_view pair) {
  write(feed_message(category, result_json, pair), category, pair, "");
}

void FeedSession::error(std::string_view what) {
  std::string msg = "Invalid request";
  if (!parts_.faithful) msg.append(": ").append(what);
  write(feed_message("error", "{}", "", 503, msg), "error", "", "");
}

void FeedSession::stream(std::string_view category, std::string_view pair,
                         std::string_view result_json) {
  const std::string name = (pair.empty() ? "" : std::string(pair) + ":") + std::string(category);
  const auto fate = parts_.fate_of(name, category, api_key_.value_or(""));
  const std::string message = feed_message(category, result_json, pair);
  switch (fate.kind) {
    case MessageFate::Kind::doubled:
      write(message, category, pair, fate.fault);
      [[fallthrough]];
    case MessageFate::Kind::sent:
      if (!end_) write(message, category, pair, fate.fault);
      return;
    case MessageFate::Kind::lost:
    case MessageFate::Kind::cut:
      break;
  }
  parts_.note({.time_ms = parts_.clock->unix_ms(),
               .connection = connection_,
               .event = FeedNote::Event::lost,
               .api_key = api_key_.value_or(""),
               .pair = std::string(pair),
               .category = std::string(category),
               .text = message,
               .fault = fate.fault});
  if (fate.kind == MessageFate::Kind::lost) return;
  if (fate.close_code) return fail(*fate.close_code, "");
  note(FeedNote::Event::closed, "by a fault", close_code::kLost);
  end_ = WireEnd::close;
}

void FeedSession::write(std::string_view message, std::string_view category, std::string_view pair,
                        const std::string& fault) {
  append_frame(out_, Opcode::text, message);
  parts_.note({.time_ms = parts_.clock->unix_ms(),
               .connection = connection_,
               .event = FeedNote::Event::sent,
               .api_key = api_key_.value_or(""),
               .pair = std::string(pair),
               .category = std::string(category),
               .text = std::string(message),
               .fault = fault});
  bound_output();
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
