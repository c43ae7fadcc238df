#include "mock_server/start_text.hpp"

#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {
namespace {

const AccountSeed* demo_account(const Options& options) {
  for (const AccountSeed& account : options.accounts) {
    if (account.demo && !account.api_key.empty() && !account.orders.empty()) return &account;
  }
  return nullptr;
}

}  // namespace

std::string start_text(const std::string& base_url, const Options& options) {
  std::string text = "everstrike-mock listens on " + base_url + "\n";
  if (const AccountSeed* demo = demo_account(options)) {
    const std::string& id = demo->orders.front().id;
    const std::string body = signing::canonical_body({{"id", id}}, signing::Dialect::javascript);
    const std::string signature = signing::sign(signing::PreparedKey(demo->secret), body);
    text += "  API key     " + demo->api_key + "\n";
    text += "  secret      " + std::string(demo->secret.reveal()) + "  (demo account)\n";
    text += "  order id    " + id + "\n";
    text += "Cancel that order with:\n";
    text += "  curl -s '" + base_url + "/auth/cancel' -H 'x-api-key: " + demo->api_key +
            "' -H 'x-signature: " + signature + "' -d '" + body + "'\n";
  } else if (!options.accounts.empty()) {
    text += "  accounts    " + std::to_string(options.accounts.size()) + "\n";
  }
  if (!options.scenario.name.empty()) {
    text += "Scenario: " + options.scenario.name + ", seed " + std::to_string(options.seed) +
            (options.scenario.about.empty() ? "" : ". " + options.scenario.about) + "\n";
  }
  if (options.control) text += "Journal: " + base_url + "/mock/journal\n";
  return text;
}

}  // namespace everstrike::mock_server
