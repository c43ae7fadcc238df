// One client of the feed, from the handshake to the end: what it subscribed to, what it is told
// when, and when it has to go. Bytes and times in, bytes out (message/session.hpp); news from
// elsewhere wait in its mailbox until it is woken.
// Everything it sends depends on the seed, on what it asked for and on how often its times came,
// and on nothing that other clients do but prices held by hand and orders of its own account.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/feed/client_message.hpp"
#include "mock_server/feed/exchange_floor.hpp"
#include "mock_server/feed/feed_parts.hpp"
#include "mock_server/feed/frames.hpp"
#include "mock_server/feed/mailbox.hpp"
#include "mock_server/feed/price_walk.hpp"
#include "mock_server/message/session.hpp"

namespace everstrike::mock_server {

class FeedSession final : public Session {
 public:
  // `parts` and `floor` must outlive the session. `address` is the client's, without its port.
  FeedSession(const FeedParts& parts, ExchangeFloor& floor, std::uint64_t connection,
              std::string address);
  ~FeedSession() override;

  void begin(std::function<void()> wake, Time now) override;
  [[nodiscard]] std::size_t receive(std::string_view bytes, Time now) override;
  [[nodiscard]] bool wants_more() const override;
  void at_time(Time now) override;
  [[nodiscard]] Time next_time() const override;
  void leave(Time now) override;
  void overloaded(Time now) override;
  [[nodiscard]] std::string_view output() const override {
    return std::string_view(out_).substr(sent_);
  }
  void sent(std::size_t bytes) override;
  [[nodiscard]] std::optional<WireEnd> end() const override { return end_; }
  [[nodiscard]] std::size_t unfinished_bytes() const override { return reader_.memory(); }

 private:
  struct Subscription {
    Topic topic;
    std::optional<PriceWalk> walk;        // none: the price only changes by hand
    std::optional<PriceWalk> underlying;  // of an option
    Time next;                            // tick; Time::max() where none comes
  };

  void take_in(std::string_view bytes, Time now);
  bool take(Opcode opcode, std::string payload, Time now);
  void obey(const ClientMessage& message, Time now);
  void subscribe(const std::vector<Topic>& topics, Time now);
  void unsubscribe(const std::vector<Topic>& topics);
  void authenticate(const std::string& api_key, Time now);
  void begin_subscription(const Topic& topic, Time now);
  [[nodiscard]] Subscription* find(const Topic& topic);
  [[nodiscard]] Expected<std::vector<Topic>, std::string> topics_of(
      const ClientMessage& message) const;
  [[nodiscard]] std::string topics_json(const std::vector<Topic>& topics) const;

  void tick(Subscription& subscription);
  void tell_price(Subscription& subscription, double price);
  void open(const PriceNews& news);
  void open(const OrderMail& mail);
  void open(const TradeMail& mail);

  // answer is for what the client asked; stream for what comes by itself, and can be struck.
  void answer(std::string_view category, std::string_view result_json, std::string_view pair = {});
  void error(std::string_view what);
  void stream(std::string_view category, std::string_view pair, std::string_view result_json);
  void write(std::string_view message, std::string_view category, std::string_view pair,
             const std::string& fault);
  void exceed(std::string_view what);
  void fail(std::uint16_t code, std::string_view why);
  void cut(std::string_view why);
  void note(FeedNote::Event event, std::string_view text = {}, std::optional<int> code = {});
  // note_message notes one that was made for the client, whether it left or not.
  void note_message(FeedNote::Event event, std::string text, std::string_view category,
                    std::string_view pair, const std::string& fault);
  void bound_output();
  [[nodiscard]] bool is_used() const { return api_key_ || !subscriptions_.empty(); }

  const FeedParts& parts_;
  ExchangeFloor& floor_;
  const std::uint64_t connection_;
  const std::string address_;
  const std::shared_ptr<Mailbox> mailbox_;
  FrameReader reader_;
  std::string out_;
  std::size_t sent_ = 0;    // of out_
  std::size_t unread_ = 0;  // as the floor was told
  std::optional<WireEnd> end_;
  std::vector<Subscription> subscriptions_;
  std::optional<std::string> api_key_;
  Time unused_since_ = Time::max();   // neither subscribed nor authenticated
  Time begun_message_ = Time::max();  // that is not complete yet
  Time heard_{};                      // the last byte from the client
  bool has_pinged_ = false;           // since then
};

}  // namespace everstrike::mock_server
