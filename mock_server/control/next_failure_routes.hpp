// The control side's one-offs: which fault strikes the next requests of a key.
#pragma once

#include <optional>
#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// POST /mock/fail-next: {"api_key", "phase", "fault"?, "times"?, "endpoint"?}. `fault` is any of a
// scenario's but those of the feed, without one the documented 503; it is put behind what is
// pending. `times` 0 disarms the key. The answer is what is pending of the key.
[[nodiscard]] Reply fail_next(const Backstage& backstage, const std::string& body);
// GET /mock/fail-next?api_key=: {"left","struck","pending":[…]}, without a key of all.
[[nodiscard]] Reply show_next_failures(const Backstage& backstage,
                                       const std::optional<std::string>& api_key);
// DELETE /mock/fail-next?api_key=
[[nodiscard]] Reply forget_next_failures(const Backstage& backstage,
                                         const std::optional<std::string>& api_key);

}  // namespace everstrike::mock_server
