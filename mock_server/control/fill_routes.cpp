#include "mock_server/control/fill_routes.hpp"

#include <mutex>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/tenant_of.hpp"
#include "mock_server/exchange/fill_order.hpp"

namespace everstrike::mock_server {

Reply fill(const Backstage& backstage, const PriceControl& prices, const std::string& body) {
  const auto document = json::Document::parse(body, "body");
  if (!document) return control_error(400, document.error());
  json::ObjectReader reader(*document, "");
  const auto api_key = reader.text("api_key");
  const auto order_id = reader.text("order_id");
  const auto qty = reader.number_if_present("qty");
  if (qty && !(*qty > 0)) reader.fail("qty", "expected a number above 0");
  if (auto error = reader.finish()) return control_error(400, *error);

  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  std::unique_lock lock(tenant->mutex);
  Order* order = tenant->world.find_to_change(*order_id);
  if (order == nullptr) return control_error(404, "this key has no order of this id");
  if (order->status != OrderStatus::active) {
    return control_error(
        409, "the order is not active, its status is " + std::string(status_text(order->status)));
  }
  if (qty && *qty > order->qty_remaining) {
    std::string most = "expected at most what remains, ";
    json::append_number(most, order->qty_remaining);
    reader.fail("qty", most);
    return control_error(400, reader.finish().value_or(most));
  }
  if (!may_fill(*order, qty.value_or(order->qty_remaining))) {
    return control_error(409, "the order has " + std::to_string(order->fills.size()) +
                                  " fills already; only all that remains can be filled");
  }
  Fill filled = fill_order(tenant->world, *order, qty, tenant->clock.now_ms(backstage.clock),
                           prices.last(order->pair));
  const Order told = *order;
  Effect effect{.kind = Effect::Kind::filled, .order_ids = {order->id}};
  effect.fills.push_back(std::move(filled));
  backstage.record(*api_key, std::move(effect));
  lock.unlock();
  std::string out = "{\"order\":";
  append_json(out, told);
  return json_reply(out + '}');
}

}  // namespace everstrike::mock_server
