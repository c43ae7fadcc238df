// POST /auth/cancel: cancels the order that the field `id` names and answers with it.
// Extra fields (`timestamp`, `recv_window`, …) may stand before or after the id, as the exchange's
// own bot sends them. Any text is an id: an unknown one is "not found", never a format error.
#pragma once

#include <cstdint>
#include <vector>

#include "mock_server/exchange/outcome.hpp"
#include "mock_server/exchange/world.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {

// cancel changes `world`, whose lock the caller holds. `unix_ms` becomes the order's `time`.
[[nodiscard]] Outcome cancel(World& world, const std::vector<signing::FormField>& fields,
                             std::int64_t unix_ms);

}  // namespace everstrike::mock_server
