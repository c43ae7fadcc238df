// What a client is told, by itself or as an answer: prices as they move, orders, trades; and what a
// fault makes of such a message.
#include <algorithm>
#include <string>
#include <utility>

#include "mock_server/feed/feed_session.hpp"
#include "mock_server/feed/server_message.hpp"

namespace everstrike::mock_server {

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
  note_message(FeedNote::Event::lost, message, category, pair, fate.fault);
  if (fate.kind == MessageFate::Kind::lost) return;
  if (fate.close_code) return fail(*fate.close_code, "");
  note(FeedNote::Event::closed, "by a fault", close_code::kLost);
  end_ = WireEnd::close;
}

void FeedSession::write(std::string_view message, std::string_view category, std::string_view pair,
                        const std::string& fault) {
  std::string shown(message);
  parts_.redact(shown);
  append_frame(out_, Opcode::text, shown);
  note_message(FeedNote::Event::sent, std::move(shown), category, pair, fault);
  bound_output();
}

void FeedSession::note_message(FeedNote::Event event, std::string text, std::string_view category,
                               std::string_view pair, const std::string& fault) {
  parts_.note({.time_ms = parts_.clock->unix_ms(),
               .connection = connection_,
               .event = event,
               .api_key = api_key_.value_or(""),
               .pair = std::string(pair),
               .category = std::string(category),
               .text = std::move(text),
               .fault = fault});
}

}  // namespace everstrike::mock_server
