#include "mock_server/control/world_routes.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/order_elements.hpp"
#include "mock_server/control/tenant_of.hpp"

namespace everstrike::mock_server {
namespace {

// Far enough in both directions for any test, and safe to add to any time.
constexpr double kMostMs = 1e14;

std::optional<std::int64_t> whole_ms(json::ObjectReader& reader, const std::string& name) {
  const auto number = reader.number_if_present(name);
  if (!number) return std::nullopt;
  if (std::floor(*number) != *number || std::abs(*number) > kMostMs) {
    reader.fail(name, "expected a whole number of milliseconds from -1e14 to 1e14");
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*number);
}

std::string clock_json(const WorldClock& clock, const Clock& base) {
  std::string out;
  {
    json::ObjectWriter json(out);
    json.add("now_ms", clock.now_ms(base));
    json.add("fixed_ms", clock.fixed_ms);
    json.add("offset_ms", clock.offset_ms);
  }
  return out;
}

}  // namespace

Answer show_orders(const Backstage& backstage, const std::string& api_key) {
  Tenant* tenant = tenant_of(backstage, api_key);
  if (tenant == nullptr) return {.reply = unknown_key()};
  std::string begin = "{\"api_key\":";
  json::append_string(begin, backstage.redactor.redacted(api_key));
  begin += ",\"orders\":[";
  Answer answer{.reply = json_reply("")};
  answer.body = std::make_shared<ListedBody>(
      std::move(begin), std::make_unique<OrderElements>(*tenant, backstage.redactor),
      [] { return "]}"; });
  return answer;
}

Answer add_orders(const Backstage& backstage, const std::string& api_key, const std::string& body) {
  Tenant* tenant = tenant_of(backstage, api_key);
  if (tenant == nullptr) return {.reply = unknown_key()};
  auto orders = parse_orders(body, "body");
  if (!orders) return {.reply = control_error(400, orders.error())};
  std::vector<std::uint64_t> serials;
  serials.reserve(orders->size());
  for (std::size_t next = 0; next < orders->size();) {
    const std::lock_guard lock(tenant->mutex);
    const std::size_t end = std::min(orders->size(), next + kOrdersAtOnce);
    for (; next < end; ++next) {
      const Order& added = tenant->world.add(std::move((*orders)[next]));
      serials.push_back(tenant->world.serial_of(added));
    }
  }
  Answer answer{.reply = json_reply("", 201)};
  answer.body = std::make_shared<ListedBody>(
      "{\"orders\":[",
      std::make_unique<OrderElements>(*tenant, backstage.redactor, std::move(serials)),
      [] { return "]}"; });
  return answer;
}

Reply show_clock(const Backstage& backstage, const std::string& api_key) {
  Tenant* tenant = tenant_of(backstage, api_key);
  if (tenant == nullptr) return unknown_key();
  const std::lock_guard lock(tenant->mutex);
  return json_reply(clock_json(tenant->clock, backstage.clock));
}

Reply set_clock(const Backstage& backstage, const std::optional<std::string>& asked,
                const std::string& body) {
  const auto document = json::Document::parse(body, "body");
  if (!document) return control_error(400, document.error());
  json::ObjectReader reader(*document, "");
  auto api_key = reader.text_if_present("api_key");
  if (api_key && asked && *api_key != *asked) {
    reader.fail("api_key", "expected the same key as in the query");
  }
  if (!api_key) api_key = asked;
  WorldClock clock;
  clock.fixed_ms = whole_ms(reader, "fixed_ms");
  const auto offset_ms = whole_ms(reader, "offset_ms");
  clock.offset_ms = offset_ms.value_or(0);
  if (clock.fixed_ms && offset_ms) reader.fail("offset_ms", "expected fixed_ms or offset_ms");
  if (auto error = reader.finish()) return control_error(400, *error);
  if (!api_key) {
    backstage.tenants.set_clock(clock);
  } else {
    Tenant* tenant = tenant_of(backstage, *api_key);
    if (tenant == nullptr) return unknown_key();
    const std::lock_guard lock(tenant->mutex);
    tenant->clock = clock;
  }
  return json_reply(clock_json(clock, backstage.clock));
}

Reply reset_world(const Backstage& backstage, const std::string& api_key) {
  Tenant* tenant = tenant_of(backstage, api_key);
  if (tenant == nullptr) return unknown_key();
  backstage.reset(api_key, *tenant);
  return json_reply("{\"worlds\":1}");
}

Reply reset_all(const Backstage& backstage) {
  backstage.tenants.set_clock({});
  const auto tenants = backstage.tenants.all();
  for (const auto& [api_key, tenant] : tenants) backstage.reset(api_key, *tenant);
  return json_reply("{\"worlds\":" + std::to_string(tenants.size()) + "}");
}

}  // namespace everstrike::mock_server
