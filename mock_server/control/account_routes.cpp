#include "mock_server/control/account_routes.hpp"

#include <optional>

#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/order_elements.hpp"
#include "mock_server/exchange/accounts.hpp"
#include "signing/secret_fingerprint.hpp"

namespace everstrike::mock_server {
namespace {

// One account as JSON: how many orders it has of each status, never its secret; a fingerprint of
// it if there is one to show.
void append_account(std::string& out, const Backstage& backstage, const std::string& api_key,
                    bool is_demo,
                    const std::optional<signing::SecretFingerprint>& secret = std::nullopt) {
  std::size_t active = 0;
  std::size_t all = 0;
  const auto count = [&](OrderStatus status) {
    ++all;
    if (status == OrderStatus::active) ++active;
  };
  std::uint64_t requests = 0;
  if (Tenant* tenant = backstage.tenants.find(api_key)) {
    {
      const std::lock_guard lock(tenant->mutex);
      requests = tenant->requests;
    }
    for_each_order(*tenant, [&](const Order& order) { count(order.status); });
  } else {
    for (const Order& order : backstage.first_orders.of(api_key)) count(order.status);
  }
  // With --auto-accounts a secret that was sent as the API key has a world of its own.
  std::string shown = api_key;
  backstage.redactor.redact(shown);
  json::ObjectWriter json(out);
  json.add("api_key", shown);
  json.add("demo", is_demo);
  json.add("requests", requests);
  json.add("orders", all);
  json.add("active_orders", active);
  if (secret) {
    json.add("secret_bytes", secret->bytes);
    json.add("secret_sha256_begins", secret->sha256_begins);
  }
}

// Of a key or a secret that is put: both are kept for as long as the mock runs.
constexpr std::size_t kPutBytesMax = 4096;

void reset(const Backstage& backstage, const std::string& api_key) {
  // A tenant that was never used begins with the new orders by itself.
  if (Tenant* tenant = backstage.tenants.find(api_key)) backstage.reset(api_key, *tenant);
}

}  // namespace

Reply list_accounts(const Backstage& backstage, const Patience& patience) {
  std::string out = "{\"accounts\":";
  {
    json::ArrayWriter accounts(out);
    for (const auto& credential : backstage.keys.all()) {
      patience.check();
      append_account(accounts.element(), backstage, credential->api_key, credential->demo);
    }
  }
  return json_reply(out + "}");
}

Reply show_account(const Backstage& backstage, const std::string& api_key) {
  if (!backstage.keys.has(api_key)) return unknown_key();
  const auto credential = backstage.keys.find(api_key);
  if (!credential) return unknown_key();
  std::string out;
  std::optional<signing::SecretFingerprint> secret;
  if (backstage.fingerprints) secret = signing::fingerprint(credential->secret);
  append_account(out, backstage, api_key, credential->demo, secret);
  return json_reply(std::move(out));
}

Reply put_account(const Backstage& backstage, const std::string& api_key, const std::string& body) {
  auto account = parse_account(body, "body", api_key);
  if (!account) return control_error(400, account.error());
  if (account->secret.reveal().size() > kPutBytesMax) {
    return control_error(400, "body: secret: expected at most 4096 bytes");
  }
  if (api_key.size() > kPutBytesMax) {
    return control_error(400, "the API key in the path: expected at most 4096 bytes");
  }
  if (!is_sendable_key(api_key)) {
    return control_error(400, std::string("the API key in the path: ") + kSendableKeyExpected);
  }
  const bool is_new = !backstage.keys.has(api_key);
  // In this order no request can be kept with a secret that the redactor does not know.
  backstage.redactor.learn(account->secret.reveal());
  backstage.first_orders.put(api_key, std::move(account->orders));
  backstage.keys.put(api_key, std::move(account->secret));
  reset(backstage, api_key);
  const auto credential = backstage.keys.find(api_key);
  if (!credential) return unknown_key();  // somebody else has removed it meanwhile
  std::string out;
  append_account(out, backstage, api_key, credential->demo);
  Reply reply = json_reply(std::move(out));
  if (is_new) reply.status = 201;
  return reply;
}

Reply delete_account(const Backstage& backstage, const std::string& api_key) {
  if (!backstage.keys.remove(api_key)) return unknown_key();
  backstage.first_orders.remove(api_key);
  reset(backstage, api_key);
  return {.status = 204};
}

}  // namespace everstrike::mock_server
