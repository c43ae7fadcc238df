// Any bytes as the fields of any endpoint: a refusal has no effect on the world, an acceptance has
// exactly the effect that it reports, and a bulk is all or nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mock_server/exchange/cancel_bulk.hpp"
#include "mock_server/exchange/place_bulk.hpp"
#include "mock_server/exchange/place_order.hpp"
#include "mock_server/exchange/reads.hpp"
#include "mock_server/exchange/recv_window.hpp"

using namespace everstrike;
using namespace everstrike::mock_server;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

World world_of_three() {
  World world(1);
  for (const char* id : {"a", "b", "c"}) world.add({.id = id, .time = 1'700'000'000'000});
  return world;
}

void try_endpoint(Outcome (*handle)(const Call&), const std::vector<signing::FormField>& fields) {
  World world = world_of_three();
  const auto open_orders = [&] {
    return static_cast<std::size_t>(std::ranges::count_if(
        world.orders(), [](const Order* order) { return can_be_cancelled(order->status); }));
  };
  const std::size_t open = open_orders();
  const std::size_t orders = world.orders().size();
  const Call call{.world = world, .fields = fields, .unix_ms = 1'700'000'000'001};
  const Outcome outcome = handle(call);

  const std::size_t touched = outcome.effect.order_ids.size();
  const bool placed = outcome.effect.kind == Effect::Kind::placed;
  const bool cancelled = outcome.effect.kind == Effect::Kind::cancelled;
  require((touched > 0) == (placed || cancelled));
  require(outcome.verdict == Verdict::accepted || touched == 0);
  require(world.orders().size() == orders + (placed ? touched : 0));
  require(open_orders() == open + (placed ? touched : 0) - (cancelled ? touched : 0));
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto fields = signing::decode_form(body);
  if (!fields) return 0;
  for (const auto handle : {&cancel_bulk, &place_order, &place_bulk, &list_orders, &read_order}) {
    try_endpoint(handle, *fields);
  }
  World world = world_of_three();
  (void)refuse_stale({.world = world, .fields = *fields, .unix_ms = 1'700'000'000'001});
  return 0;
}
