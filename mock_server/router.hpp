// Which endpoint a request means. The exchange side's paths are few and fixed, so this is a table;
// paths are compared byte by byte, neither decoded nor normalised, as the exchange's own router is
// not known to do either.
#pragma once

#include <string_view>
#include <vector>

#include "mock_server/request.hpp"
#include "mock_server/verdict.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

enum class Endpoint { cancel };

// endpoint_name is "METHOD /path", as scenario rules and the journal call it.
[[nodiscard]] std::string_view endpoint_name(Endpoint endpoint);
// endpoint_names gives the names of all endpoints.
[[nodiscard]] std::vector<std::string_view> endpoint_names();

struct RouteRefusal {
  Verdict verdict;                  // unknown_path or unsupported_method
  std::string_view allowed_method;  // for unsupported_method
};

[[nodiscard]] Expected<Endpoint, RouteRefusal> route(const RequestHead& head);

// is_control_path says whether a path belongs to the control side: /mock and all below it.
[[nodiscard]] bool is_control_path(std::string_view path);

}  // namespace everstrike::mock_server
