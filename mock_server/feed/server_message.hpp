// What the feed says: {"code","msg","result","pair","category"}, and the results of the public
// categories as far as they follow a price. Pure.
// Source: the exchange's page of its WebSocket; the members of `index` but `mark`, and all numbers
// beside the price, are assumed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mock_server/feed/category.hpp"
#include "mock_server/message/order_news.hpp"

namespace everstrike::mock_server {

// feed_message writes one; `result_json` is taken as it is, an empty `pair` becomes null.
[[nodiscard]] std::string feed_message(std::string_view category, std::string_view result_json,
                                       std::string_view pair = {}, int code = 200,
                                       std::string_view msg = "null");

// A price with what belongs to it.
struct Quote {
  double price = 200;
  double start = 200;
  double highest = 200;
  double lowest = 200;
  double tick_size = 0.5;
  double underlying = 200;       // of a perpetual: the price itself
  std::optional<double> strike;  // of an option
};

// price_result gives the `result` of a category that follows_price().
[[nodiscard]] std::string price_result(Category category, const Quote& quote, std::int64_t unix_ms);

// private_category names what an order's owner hears; empty where there is nothing to hear.
[[nodiscard]] std::string_view private_category(const OrderNews& news);
// order_result gives {"order":{…,"msg":…},"msg":…}.
[[nodiscard]] std::string order_result(const OrderNews& news);
// position_result gives {"position":{…},"msg":…} (assumed, by the shape of an order's).
[[nodiscard]] std::string position_result(const OrderNews& news);
// trade_json gives a fill as everybody may hear of it.
[[nodiscard]] std::string trade_json(const OrderNews& news, std::int64_t unix_ms);

}  // namespace everstrike::mock_server
