// What the feed speaks of. Public categories are subscribed to as PAIR:category; private ones come
// by themselves to who has authenticated; the others answer what a client asked.
// Source: the exchange's page of its WebSocket.
#pragma once

#include <optional>
#include <string_view>

#include "json/words.hpp"

namespace everstrike::mock_server {

enum class Category { index, ticker, depth, ohlcv, match, trades, liquidation };

inline constexpr json::Words<Category, 7> kPublicCategories = {{
    {"index", Category::index},
    {"ticker", Category::ticker},
    {"depth", Category::depth},
    {"ohlcv", Category::ohlcv},
    {"match", Category::match},
    {"trades", Category::trades},
    {"liquidation", Category::liquidation},
}};

// follows_price: a message comes with each price. The others tell of trades, as they happen.
[[nodiscard]] constexpr bool follows_price(Category category) {
  return category == Category::index || category == Category::ticker ||
         category == Category::depth || category == Category::ohlcv;
}

enum class Op { sub_pair, sub, unsub, unsub_pair, unsub_all, subscriptions, auth_api, status };

inline constexpr json::Words<Op, 8> kOps = {{
    {"sub_pair", Op::sub_pair},
    {"sub", Op::sub},
    {"unsub", Op::unsub},
    {"unsub_pair", Op::unsub_pair},
    {"unsub_all", Op::unsub_all},
    {"subscriptions", Op::subscriptions},
    {"auth_api", Op::auth_api},
    {"status", Op::status},
}};

}  // namespace everstrike::mock_server
