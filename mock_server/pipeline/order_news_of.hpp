// An effect told with the orders as they are after it.
#pragma once

#include <vector>

#include "mock_server/exchange/world.hpp"
#include "mock_server/message/effect.hpp"
#include "mock_server/message/order_news.hpp"

namespace everstrike::mock_server {

// news_of looks up the orders that `effect` names; those that are gone are left out.
[[nodiscard]] std::vector<OrderNews> news_of(const Effect& effect, World& world);

}  // namespace everstrike::mock_server
