// POST /mock/fill: what the market does to an order, done by hand.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// fill takes {"api_key", "order_id", "qty"?}, without a quantity all that remains is filled. It
// answers {"order": …}, 404 for an unknown key or order, 409 for one that is not active, 400 for a
// quantity that is not above 0 or more than remains; and leaves an entry in the journal.
[[nodiscard]] Reply fill(const Backstage& backstage, const PriceControl& prices,
                         const std::string& body);

}  // namespace everstrike::mock_server
