// The exchange's feed: prices and order events over WebSocket, on the port that everything else is
// on. It knows of the exchange only what it is told: what happened to which orders. The file to
// read next is feed_session.hpp, one client's life. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/feed/exchange_floor.hpp"
#include "mock_server/feed/feed_parts.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/message/order_news.hpp"
#include "mock_server/message/request.hpp"

namespace everstrike::mock_server {

class Feed {
 public:
  explicit Feed(FeedParts parts);

  // wants tells whether a request is for the feed, answer opens it or says why not. The feed must
  // outlive the sessions that it gives away.
  [[nodiscard]] bool wants(const Request& request) const;
  [[nodiscard]] Answer answer(const Request& request);

  // tell passes on what happened to orders of an account; is_listened_to says whether anybody
  // could hear of it. May be called with the account's lock held.
  [[nodiscard]] bool is_listened_to() const { return floor_.num_connections() > 0; }
  void tell(std::string_view api_key, const std::vector<OrderNews>& news);

  // The hands of POST /mock/price and POST /mock/reset: see ExchangeFloor.
  void hold_price(const std::string& pair, std::optional<double> price) {
    floor_.hold_price(pair, price);
  }
  void hold_no_price() { floor_.hold_no_price(); }
  [[nodiscard]] bool knows_pair(std::string_view pair) const { return floor_.knows_pair(pair); }
  [[nodiscard]] std::optional<double> last_price(std::string_view pair) const {
    return floor_.last_price(pair);
  }
  [[nodiscard]] std::size_t num_connections() const { return floor_.num_connections(); }

 private:
  const FeedParts parts_;
  ExchangeFloor floor_;
};

}  // namespace everstrike::mock_server
