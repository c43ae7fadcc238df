#include "mock_server/exchange/place_bulk.hpp"

#include <charconv>
#include <map>
#include <set>

#include "mock_server/exchange/order_request.hpp"
#include "mock_server/exchange/recv_window.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kOrders = "orders";

using Requests = std::map<std::uint32_t, std::vector<NamedValue>>;

Outcome invalid(std::string detail) {
  return {.verdict = Verdict::invalid_field, .detail = std::move(detail)};
}

// Splits "orders[12][price]" into 12 and "price"; false if it is spelled otherwise.
bool split_name(std::string_view name, std::uint32_t& index, std::string_view& member) {
  name.remove_prefix(kOrders.size());
  if (!name.starts_with('[') || !name.ends_with(']')) return false;
  const auto number_end = std::from_chars(name.data() + 1, name.data() + name.size(), index);
  if (number_end.ec != std::errc()) return false;
  name.remove_prefix(static_cast<std::size_t>(number_end.ptr - name.data()));
  if (!name.starts_with("][") || name.size() < 4) return false;
  member = name.substr(2, name.size() - 3);
  return member.find_first_of("[]") == std::string_view::npos;
}

Expected<Requests, Outcome> gather(const std::vector<signing::FormField>& fields) {
  Requests requests;
  for (const auto& field : fields) {
    if (!field.name.starts_with(kOrders)) continue;
    std::uint32_t index = 0;
    std::string_view member;
    // An order that was spelled wrongly must not be left out of "all or nothing" in silence.
    if (!split_name(field.name, index, member)) {
      return Unexpected<Outcome>(invalid("orders: expected names like orders[0][pair]"));
    }
    requests[index].push_back({member, field.value});
  }
  if (requests.empty()) {
    return Unexpected<Outcome>(
        Outcome{.verdict = Verdict::missing_field, .detail = "orders is missing"});
  }
  if (requests.size() > kBulkOrdersMax) {
    return Unexpected<Outcome>(invalid("orders: expected 1 to 50 orders"));
  }
  return requests;
}

Expected<Order, Outcome> read_one(const Call& call, std::uint32_t index,
                                  const std::vector<NamedValue>& fields) {
  const std::string prefix = "orders[" + std::to_string(index) + "].";
  auto order = read_order_request(fields, call.unix_ms, prefix);
  if (!order) return order;
  if (order->reduce_only) {
    return Unexpected<Outcome>(invalid(prefix + "reduce_only: expected no such order in a bulk"));
  }
  // The documented example has the timestamp in each order, the bot beside them.
  for (const NamedValue& field : fields) {
    if (field.name != "timestamp") continue;
    const auto timestamp = read_number(field.value);
    const auto stale = timestamp ? refuse_stale_timestamp(call, *timestamp) : std::nullopt;
    if (stale) return Unexpected<Outcome>(*stale);
  }
  return order;
}

}  // namespace

std::size_t num_bulk_orders(const std::vector<signing::FormField>& fields) {
  std::set<std::uint32_t> indices;
  for (const auto& field : fields) {
    std::uint32_t index = 0;
    std::string_view member;
    if (field.name.starts_with(kOrders) && split_name(field.name, index, member)) {
      indices.insert(index);
    }
  }
  return indices.size();
}

Outcome place_bulk(const Call& call) {
  const auto requests = gather(call.fields);
  if (!requests) return requests.error();

  std::vector<Order> orders;
  for (const auto& [index, fields] : *requests) {
    auto order = read_one(call, index, fields);
    if (!order) return order.error();
    if (!orders.empty() && order->pair != orders.front().pair) {
      return invalid("orders[" + std::to_string(index) +
                     "].pair: expected the same market in all orders of a bulk");
    }
    orders.push_back(std::move(*order));
  }

  if (!call.world.may_place(orders.size())) return {.verdict = Verdict::too_many_orders};
  Outcome outcome;
  outcome.effect.kind = Effect::Kind::placed;
  outcome.result_json = "{\"orders\":[";
  for (Order& request : orders) {
    const Order& order = call.world.place(std::move(request));
    if (!outcome.effect.order_ids.empty()) outcome.result_json += ',';
    append_json(outcome.result_json, order);
    outcome.effect.order_ids.push_back(order.id);
  }
  outcome.result_json += "]}";
  return outcome;
}

}  // namespace everstrike::mock_server
