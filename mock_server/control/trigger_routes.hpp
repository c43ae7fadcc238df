// POST /mock/trigger: what a price does to a trigger, done by hand.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// trigger takes {"api_key", "order_id", "refuse"?}: the trigger becomes an order that rests, or,
// with "refuse" true or a text, is refused for the documented reason or for that one. It answers
// {"order": …}, 404 for an unknown key or order, 409 for an order that is no trigger that waits;
// and leaves an entry in the journal.
[[nodiscard]] Reply trigger(const Backstage& backstage, const std::string& body);

}  // namespace everstrike::mock_server
