// The control side's hands on worlds: look at and add orders, move clocks, go back to the start.
// Each touches one API key's world, or all of them; others never
// notice.
#pragma once

#include <optional>
#include <string>

#include "mock_server/message/answer.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// GET and POST /mock/orders?api_key=
[[nodiscard]] Answer show_orders(const Backstage& backstage, const std::string& api_key);
[[nodiscard]] Answer add_orders(const Backstage& backstage, const std::string& api_key,
                                const std::string& body);
// GET and PUT /mock/clock. The body of PUT: {"api_key"?, "fixed_ms"? | "offset_ms"?}; without
// either the clock runs as the mock's own again. The key may stand in the query instead (`asked`);
// without one it is every world's.
[[nodiscard]] Reply show_clock(const Backstage& backstage, const std::string& api_key);
[[nodiscard]] Reply set_clock(const Backstage& backstage, const std::optional<std::string>& asked,
                              const std::string& body);
// POST /mock/reset: orders, fault counts, request numbers and clock as they were at the start.
[[nodiscard]] Reply reset_world(const Backstage& backstage, const std::string& api_key);
[[nodiscard]] Reply reset_all(const Backstage& backstage);

}  // namespace everstrike::mock_server
