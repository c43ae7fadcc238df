// What an endpoint is given: the caller's world, the fields of the request, and the time. An
// endpoint is one function from a `Call` to an `Outcome` (see router.cpp for the list); who is
// calling, whether the signature holds and whether the timestamp is fresh was decided before.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mock_server/exchange/outcome.hpp"
#include "mock_server/exchange/world.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {

struct Call {
  World& world;  // its lock is held by the caller
  // Of the body for a POST, of the query for a GET; decoded, in received order.
  const std::vector<signing::FormField>& fields;
  std::int64_t unix_ms;  // now; becomes the `time` of what changes
  // The window of requests that carry a timestamp and no recv_window; nullopt: not checked.
  std::optional<std::int64_t> recv_window_ms = std::nullopt;
};

}  // namespace everstrike::mock_server
