#include "mock_server/exchange/router.hpp"

#include <algorithm>
#include <array>

#include "mock_server/exchange/account.hpp"
#include "mock_server/exchange/cancel.hpp"
#include "mock_server/exchange/cancel_bulk.hpp"
#include "mock_server/exchange/close_position.hpp"
#include "mock_server/exchange/list_fills.hpp"
#include "mock_server/exchange/nearest_path.hpp"
#include "mock_server/exchange/place_bulk.hpp"
#include "mock_server/exchange/place_order.hpp"
#include "mock_server/exchange/reads.hpp"
#include "mock_server/exchange/static_answer.hpp"

namespace everstrike::mock_server {
namespace {

constexpr Endpoint post(std::string_view name, Access access, Outcome (*handle)(const Call&)) {
  return {name, name.substr(0, 4), name.substr(5), access, handle};
}
constexpr Endpoint get(std::string_view name, Access access, Outcome (*handle)(const Call&)) {
  return {name, name.substr(0, 3), name.substr(4), access, handle};
}

constexpr std::array kEndpoints = {
    post("POST /auth/cancel", Access::signed_body, &cancel),
    post("POST /auth/cancel/bulk", Access::signed_body, &cancel_bulk),
    post("POST /auth/order", Access::signed_body, &place_order),
    post("POST /auth/order/bulk", Access::signed_body, &place_bulk),
    post("POST /auth/close", Access::signed_body, &close_position),
    post("POST /auth/withdraw", Access::signed_body, &withdraw),
    post("POST /leverage", Access::key, &answer_from<static_files::leverage>),
    post("POST /fund", Access::key, &answer_from<static_files::fund>),
    post("POST /draw", Access::key, &answer_from<static_files::draw>),
    get("GET /order", Access::key, &read_order),
    get("GET /orders", Access::key, &list_orders),
    get("GET /active_orders", Access::key, &list_active_orders),
    get("GET /cancelled_orders", Access::key, &list_cancelled_orders),
    get("GET /completed_orders", Access::key, &list_completed_orders),
    get("GET /filled_orders", Access::key, &list_filled_orders),
    get("GET /triggers", Access::key, &list_triggers),
    get("GET /fills", Access::key, &list_fills),
    get("GET /account", Access::key, &read_account),
    get("GET /position", Access::key, &read_position),
    get("GET /active_positions", Access::key, &read_active_positions),
    get("GET /completed_positions", Access::key, &list_completed_positions),
    get("GET /balances", Access::key, &answer_from<static_files::balances>),
    get("GET /personal", Access::key, &answer_from<static_files::personal>),
    get("GET /deposits", Access::key, &answer_from<static_files::deposits>),
    get("GET /withdrawals", Access::key, &answer_from<static_files::withdrawals>),
    get("GET /pairs", Access::open, &answer_from<static_files::pairs>),
    get("GET /ticker", Access::open, &answer_from<static_files::ticker>),
    get("GET /depth", Access::open, &answer_from<static_files::depth>),
    get("GET /ohlcv", Access::open, &answer_from<static_files::ohlcv>),
    get("GET /trades", Access::open, &answer_from<static_files::trades>),
    get("GET /time", Access::open, &read_time),
    get("GET /ping", Access::open, &answer_from<static_files::ping>),
    get("GET /assets", Access::open, &answer_from<static_files::assets>),
    get("GET /vault", Access::open, &answer_from<static_files::vault>),
};

}  // namespace

Expected<const Endpoint*, RouteRefusal> route(const RequestHead& head) {
  const std::string_view path = head.path();
  // HEAD is GET without the body of the answer, which the wire leaves out (RFC 9110, 9.3.2).
  const std::string_view method = head.method() == "HEAD" ? "GET" : head.method();
  RouteRefusal refusal{Verdict::unknown_path, "", ""};
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path != path) continue;
    if (endpoint.method == method) return &endpoint;
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

bool is_endpoint_name(std::string_view text) {
  return std::ranges::find(kEndpoints, text, &Endpoint::name) != std::ranges::end(kEndpoints);
}

std::string endpoint_expected() {
  std::string expected = "expected one of: ";
  for (const Endpoint& endpoint : kEndpoints) {
    expected.append(expected.ends_with(": ") ? "" : ", ").append(endpoint.name);
  }
  return expected;
}

bool is_control_path(std::string_view path) {
  return path == "/mock" || path.starts_with("/mock/");
}

}  // namespace everstrike::mock_server
