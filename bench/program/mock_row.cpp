#include "bench/program/mock_row.hpp"

#include <utility>
#include <vector>

#include "bench/load.hpp"
#include "mock_server/server.hpp"

namespace everstrike::bench {
namespace {

// For a machine on which a cancel takes a hundred times as long as it should.
constexpr double kSecondsMax = 120;

}  // namespace

Row mock_row(const MockLoad& load) {
  return {.name = "mock/cancel",
          .what = "cancels accepted by a mock, " + std::to_string(load.connections) +
                  " kept connections",
          .unit = Unit::requests_per_second};
}

Expected<double, std::string> cancels_per_second(const MockLoad& load) {
  LoadSettings settings;
  settings.connections = load.connections;
  settings.orders = load.orders;
  settings.once = true;
  settings.seconds = kSecondsMax;
  std::vector<mock_server::Order> orders(load.orders);
  for (std::uint64_t i = 0; i < load.orders; ++i) orders[i].id = order_id(i);
  mock_server::Options options;
  options.accounts.clear();
  options.accounts.push_back({.api_key = settings.api_key,
                              .secret = signing::Secret(settings.secret),
                              .orders = std::move(orders)});
  mock_server::Server server(std::move(options));
  if (const auto started = server.start(); !started) {
    return Unexpected<std::string>("mock/cancel: " + started.error().message);
  }
  settings.port = server.port();
  const auto loaded = run_load(settings);
  if (!loaded) return Unexpected<std::string>("mock/cancel: " + loaded.error());
  const auto accepted = loaded->statuses.find("200");
  const std::uint64_t count = accepted == loaded->statuses.end() ? 0 : accepted->second;
  if (count != load.orders) {
    return Unexpected<std::string>("mock/cancel: " + std::to_string(count) + " of " +
                                   std::to_string(load.orders) + " cancels were accepted");
  }
  return static_cast<double>(count) / loaded->seconds;
}

}  // namespace everstrike::bench
