#include "mock_server/router.hpp"

#include <array>

namespace everstrike::mock_server {
namespace {

struct Route {
  Endpoint endpoint;
  std::string_view method;
  std::string_view path;
  std::string_view name;
};

constexpr std::array kRoutes = {
    Route{Endpoint::cancel, "POST", "/auth/cancel", "POST /auth/cancel"},
};

}  // namespace

std::string_view endpoint_name(Endpoint endpoint) {
  for (const Route& route : kRoutes) {
    if (route.endpoint == endpoint) return route.name;
  }
  return "";
}

std::vector<std::string_view> endpoint_names() {
  std::vector<std::string_view> names;
  for (const Route& route : kRoutes) names.push_back(route.name);
  return names;
}

Expected<Endpoint, RouteRefusal> route(const RequestHead& head) {
  const std::string_view path = head.path();
  RouteRefusal refusal{Verdict::unknown_path, ""};
  for (const Route& route : kRoutes) {
    if (route.path != path) continue;
    if (route.method == head.method()) return route.endpoint;
    refusal = {Verdict::unsupported_method, route.method};
  }
  return Unexpected<RouteRefusal>(refusal);
}

bool is_control_path(std::string_view path) {
  return path == "/mock" || path.starts_with("/mock/");
}

}  // namespace everstrike::mock_server
