#include "mock_server/exchange/router.hpp"

#include <array>

#include "mock_server/exchange/account.hpp"
#include "mock_server/exchange/cancel.hpp"
#include "mock_server/exchange/cancel_bulk.hpp"
#include "mock_server/exchange/nearest_path.hpp"
#include "mock_server/exchange/pairs.hpp"
#include "mock_server/exchange/place_bulk.hpp"
#include "mock_server/exchange/place_order.hpp"
#include "mock_server/exchange/reads.hpp"

namespace everstrike::mock_server {
namespace {

constexpr Endpoint post(std::string_view name, Outcome (*handle)(const Call&)) {
  return {name, name.substr(0, 4), name.substr(5), Access::signed_body, handle};
}
constexpr Endpoint get(std::string_view name, Access access, Outcome (*handle)(const Call&)) {
  return {name, name.substr(0, 3), name.substr(4), access, handle};
}

constexpr std::array kEndpoints = {
    post("POST /auth/cancel", &cancel),
    post("POST /auth/cancel/bulk", &cancel_bulk),
    post("POST /auth/order", &place_order),
    post("POST /auth/order/bulk", &place_bulk),
    get("GET /order", Access::key, &read_order),
    get("GET /orders", Access::key, &list_orders),
    get("GET /active_orders", Access::key, &list_active_orders),
    get("GET /cancelled_orders", Access::key, &list_cancelled_orders),
    get("GET /completed_orders", Access::key, &list_completed_orders),
    get("GET /filled_orders", Access::key, &list_filled_orders),
    get("GET /account", Access::key, &read_account),
    get("GET /balances", Access::key, &read_balances),
    get("GET /pairs", Access::open, &read_pairs),
    get("GET /time", Access::open, &read_time),
};

}  // namespace

Expected<const Endpoint*, RouteRefusal> route(const RequestHead& head) {
  const std::string_view path = head.path();
  RouteRefusal refusal{Verdict::unknown_path, "", ""};
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path != path) continue;
    if (endpoint.method == head.method()) return &endpoint;
    refusal = {Verdict::unsupported_method, endpoint.method,
               "it takes " + std::string(endpoint.method)};
  }
  if (refusal.detail.empty()) refusal.detail = path_hint(head.method(), path);
  return Unexpected<RouteRefusal>(refusal);
}

std::vector<std::string_view> endpoint_names() {
  std::vector<std::string_view> names;
  for (const Endpoint& endpoint : kEndpoints) names.push_back(endpoint.name);
  return names;
}

bool is_control_path(std::string_view path) {
  return path == "/mock" || path.starts_with("/mock/");
}

}  // namespace everstrike::mock_server
