// The control side's hand on the feed's prices.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// POST /mock/price: {"pair", "price"}. The price is told to all subscribers at once and stays until
// the next; null gives it back to the walk. A pair that was unknown is known from then on.
[[nodiscard]] Reply set_price(const Backstage& backstage, const PriceControl& prices,
                              const std::string& body);

}  // namespace everstrike::mock_server
