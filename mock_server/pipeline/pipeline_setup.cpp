// What a pipeline begins with: its options, and the accounts and secrets that they name.
#include <algorithm>
#include <string_view>
#include <vector>

#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/tls/host_name.hpp"

namespace everstrike::mock_server {
namespace {

signing::Redactor redactor_for(const Options& options) {
  std::vector<std::string_view> secrets;
  for (const AccountSeed& account : options.accounts) secrets.push_back(account.secret.reveal());
  if (options.secret_for_unknown_keys) secrets.push_back(options.secret_for_unknown_keys->reveal());
  secrets.push_back(options.control_token.reveal());
  return signing::Redactor(secrets);
}

}  // namespace

Pipeline::Pipeline(const Options& options)
    : faithful_(options.faithful),
      reject_status_(options.reject_status),
      diagnosis_depth_(options.diagnosis_depth),
      on_loopback_(std::ranges::all_of(hosts_of(options.listen), is_loopback_host)),
      reveal_(options.reveal && on_loopback_),
      clock_(options.clock),
      on_entry_(options.on_entry),
      on_effect_(options.on_effect),
      index_price_(options.index_price),
      seed_(options.seed),
      latency_(options.latency),
      rate_limits_(options.rate_limits),
      recv_window_ms_(options.recv_window_ms),
      fault_desk_(Plan(options.rules, options.seed, options.scenario), options.magic_order_ids),
      placed_orders_(std::make_shared<PlacedOrdersBound>(options.orders_placed_max)),
      tenants_([this](std::string_view api_key) { return make_tenant(api_key); }),
      redactor_(redactor_for(options)),
      journal_(options.journal, options.journal_file) {
  for (const AccountSeed& account : options.accounts) {
    keys_.put(account.api_key, account.secret, account.demo);
    first_orders_.put(account.api_key, account.orders);
  }
  if (options.secret_for_unknown_keys) {
    keys_.put_for_unknown(*options.secret_for_unknown_keys, options.accounts_made_max);
  }
}

std::unique_ptr<Tenant> Pipeline::make_tenant(std::string_view api_key) const {
  return std::make_unique<Tenant>(node_of(api_key), first_orders_.of(api_key), placed_orders_);
}

std::uint64_t Pipeline::node_of(std::string_view api_key) const {
  return keyed_draw(seed_, "order-id", api_key, 0);
}

}  // namespace everstrike::mock_server
