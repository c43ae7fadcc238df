#include "mock_server/control/trigger_routes.hpp"

#include "json/reader.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/tenant_of.hpp"
#include "mock_server/exchange/trigger.hpp"

namespace everstrike::mock_server {
namespace {

// Why the trigger is to be refused; nothing: it isn't.
std::optional<std::string> refusal_of(json::ObjectReader& reader) {
  if (!reader.has("refuse")) return std::nullopt;
  const json::Value& refuse = reader.value_at(reader.member("refuse"));
  if (refuse.is_string() && !refuse.text.empty()) return refuse.text;
  if (!refuse.is_boolean()) reader.fail("refuse", "expected true, false, or the reason as text");
  if (!refuse.get<bool>()) return std::nullopt;
  return std::string(kDocumentedTriggerRefusal);
}

}  // namespace

Reply trigger(const Backstage& backstage, const std::string& body) {
  const auto document = json::Document::parse(body, "body");
  if (!document) return control_error(400, document.error());
  json::ObjectReader reader(*document, "");
  const auto api_key = reader.text("api_key");
  const auto order_id = reader.text("order_id");
  const auto refusal = refusal_of(reader);
  if (auto error = reader.finish()) return control_error(400, *error);

  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  const std::lock_guard lock(tenant->mutex);
  Order* order = tenant->world.find_to_change(*order_id);
  if (order == nullptr) return control_error(404, "this key has no order of this id");
  if (order->status != OrderStatus::untriggered) {
    return control_error(409, "the order is no trigger that waits, its status is " +
                                  std::string(status_text(order->status)));
  }
  set_off(*order, refusal, tenant->clock.now_ms(backstage.clock));
  std::string out = "{\"order\":";
  append_json(out, *order);
  out += '}';
  backstage.record(*api_key, {.kind = Effect::Kind::triggered, .order_ids = {order->id}});
  return json_reply(std::move(out));
}

}  // namespace everstrike::mock_server
