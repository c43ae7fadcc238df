// What a client asks of the feed: to subscribe, to authenticate, to know what it subscribed to.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "mock_server/feed/feed_session.hpp"

namespace everstrike::mock_server {

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

}  // namespace everstrike::mock_server
