#include "mock_server/exchange/accounts.hpp"

#include <algorithm>
#include <set>

#include "json/reader.hpp"
#include "mock_server/exchange/order_id.hpp"
#include "mock_server/exchange/order_index.hpp"
#include "mock_server/exchange/order_quantities.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

// The instant in the sample order's id; orders whose id carries none get the same.
constexpr std::int64_t kSampleTime = 1551137077642;

Order order_with_id(std::string id) {
  const std::int64_t time = instant_of(id).value_or(kSampleTime);
  return {.id = std::move(id), .time = time};
}

// Takes a text member that must be one of a few words.
template <class Value, std::size_t kCount>
std::optional<Value> choose(json::ObjectReader& reader, const std::string& name,
                            const json::Words<Value, kCount>& words) {
  const auto text = reader.text_if_present(name);
  if (!text) return std::nullopt;
  const auto value = json::value_of(*text, words);
  if (!value) {
    auto sorted = json::only_words(words);
    std::ranges::sort(sorted);
    std::string expected;
    for (const std::string_view word : sorted) {
      expected.append(expected.empty() ? "" : ", ").append(word);
    }
    reader.fail(name, "expected one of: " + expected);
  }
  return value;
}

template <class T, class U>
void take(std::optional<T> value, U& target) {
  if (value) target = static_cast<U>(*value);
}

// An order with a trigger price waits, unless the file says that it was set off or filled.
void read_trigger(json::ObjectReader& reader, std::optional<OrderStatus> status, Order& order) {
  const bool waits = status == OrderStatus::untriggered;
  const auto trigger_price = reader.number_if_present("trigger_price");
  if (trigger_price && *trigger_price <= 0) {
    reader.fail("trigger_price", "expected a number above 0");
  }
  const auto event = choose(reader, "trigger_event", kTriggerEvents);
  if (!trigger_price) {
    if (event) reader.fail("trigger_event", "expected a trigger_price beside it");
    if (waits) reader.fail("status", "expected a trigger_price beside UNTRIGGERED");
    return;
  }
  order.rare.change().trigger_price = trigger_price;
  order.rare.change().trigger_event = event.value_or(TriggerEvent::mark_price);
  if (waits && order.qty_filled > 0) {
    reader.fail("status", "expected nothing to be filled of what is UNTRIGGERED");
  }
  order.is_trigger = waits || (!status && order.qty_filled == 0);
  if (order.is_trigger) order.status = OrderStatus::untriggered;
}

Expected<Order, std::string> order_member(const json::Document& document,
                                          const std::string& pointer) {
  if (const auto* id = document.find(pointer); id->is_string()) return order_with_id(id->text);

  json::ObjectReader reader(document, pointer);

  Order order = order_with_id(reader.text("id").value_or(""));
  if (const auto pair = reader.text_if_present("pair")) order.pair = *pair;
  take(choose(reader, "side", kSides), order.side);
  take(choose(reader, "type", kOrderTypes), order.type);
  const auto status = choose(reader, "status", kOrderStatuses);
  take(reader.number_if_present("price"), order.price);
  order.price_orig = order.price;
  take(reader.number_if_present("price_orig"), order.price_orig);
  take(reader.number_if_present("qty_orig_usd"), order.qty_orig_usd);
  take(reader.whole_number_if_present("time"), order.time);
  read_quantities(document, reader, status, order);
  read_trigger(reader, status, order);
  take(choose(reader, "time_in_force", kTimesInForce), order.time_in_force);
  take(reader.number_if_present("leverage"), order.leverage);
  take(reader.flag_if_present("post_only"), order.post_only);
  take(reader.flag_if_present("reduce_only"), order.reduce_only);
  take(reader.flag_if_present("hidden"), order.hidden);
  take(reader.flag_if_present("close_on_trigger"), order.close_on_trigger);
  if (const auto id = reader.text_if_present("customer_id")) order.customer_id = *id;
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return order;
}

// A secret stands in the file, in the environment or in a file of its own; exactly one of them.
std::optional<signing::Secret> read_secret(json::ObjectReader& reader,
                                           const SecretSources& sources) {
  auto here = reader.text_if_present("secret");
  const auto variable = reader.text_if_present("secret_env");
  const auto path = reader.text_if_present("secret_file");
  const int given = (here ? 1 : 0) + (variable ? 1 : 0) + (path ? 1 : 0);
  if (given != 1) {
    reader.fail("", "expected exactly one of secret, secret_env, secret_file");
    return std::nullopt;
  }
  std::optional<std::string> bytes = std::move(here);
  if (variable) {
    bytes = sources.environment(*variable);
    if (!bytes) reader.fail("secret_env", "the environment variable of this name is not set");
  } else if (path) {
    auto read = sources.file(*path);
    if (read) {
      bytes = std::move(*read);
      // A text editor's line end is no part of the secret.
      if (bytes->ends_with('\n')) bytes->pop_back();
      if (bytes->ends_with('\r')) bytes->pop_back();
    } else {
      reader.fail("secret_file", read.error());
    }
  }
  if (!bytes) return std::nullopt;
  signing::Secret secret(*bytes);
  signing::wipe(*bytes);
  return secret;
}

std::vector<Order> read_orders(const json::Document& document, json::ObjectReader& reader) {
  const std::vector<std::string> elements = reader.elements("orders");
  std::vector<Order> orders;
  orders.reserve(elements.size());  // the index has pointers to them
  OrderIndex ids;
  ids.reserve(elements.size());
  for (const std::string& element : elements) {
    auto order = order_member(document, element);
    // Only the first error is kept, and each costs a walk from the file's beginning.
    if (!order) {
      reader.fail_with(order.error());
      break;
    }
    if (ids.find(order->id) != nullptr) {
      reader.fail_with(document.error_at(element, "this order id comes twice in the account"));
      break;
    }
    orders.push_back(std::move(*order));
    ids.insert(orders.back(), 0);
  }
  return orders;
}

Expected<AccountSeed, std::string> account_member(const json::Document& document,
                                                  const std::string& pointer,
                                                  const SecretSources& sources) {
  json::ObjectReader reader(document, pointer);
  AccountSeed account;
  take(reader.text("api_key"), account.api_key);
  if (!is_sendable_key(account.api_key)) reader.fail("api_key", kSendableKeyExpected);
  if (auto secret = read_secret(reader, sources)) account.secret = std::move(*secret);
  account.orders = read_orders(document, reader);
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return account;
}

}  // namespace

bool is_sendable_key(std::string_view api_key) {
  return signing::is_value(api_key) && signing::trim_blanks(api_key) == api_key;
}

bool is_taken_over(const AccountSeed& account, const std::vector<AccountSeed>& accounts) {
  const auto last = std::find_if(accounts.rbegin(), accounts.rend(), [&](const AccountSeed& one) {
    return one.api_key == account.api_key;
  });
  return last != accounts.rend() && &*last != &account;
}

const OrderList& default_orders() {
  static const OrderList list = [] {
    std::vector<Order> orders;
    for (const std::string_view id : {kSampleOrderId, kJavascriptExampleId, kPythonExampleId,
                                      kHostileOrderId, kBulkExampleIds[0], kBulkExampleIds[1]}) {
      orders.push_back(order_with_id(std::string(id)));
    }
    return OrderList(std::move(orders));
  }();
  return list;
}

std::vector<AccountSeed> default_accounts() {
  std::vector<AccountSeed> accounts;
  const auto add = [&](std::string key, std::string_view secret) {
    accounts.push_back({std::move(key), signing::Secret(secret), default_orders(), true});
  };
  add("demo-key", "demo-secret");
  add("", "");
  add("<YOUR_API_KEY>", "<YOUR_SECRET_KEY>");
  return accounts;
}

Expected<std::vector<AccountSeed>, std::string> parse_accounts(std::string text,
                                                               const std::string& source_name,
                                                               const SecretSources& sources) {
  auto document = json::Document::parse(std::move(text), source_name);
  if (!document) return Unexpected<std::string>(document.error());

  json::ObjectReader root(*document, "");
  const auto schema = root.text("schema");
  if (schema && *schema != "accounts_v1") root.fail("schema", "expected \"accounts_v1\"");
  std::vector<AccountSeed> accounts;
  std::set<std::string> keys;
  for (const std::string& element : root.elements("accounts")) {
    auto account = account_member(*document, element, sources);
    if (!account) {
      root.fail_with(account.error());
      break;
    }
    if (!keys.insert(account->api_key).second) {
      root.fail_with(document->error_at(element + "/api_key", "this API key comes twice"));
      break;
    }
    accounts.push_back(std::move(*account));
  }
  if (!root.has("accounts")) root.fail("", "the member \"accounts\" is missing");
  if (auto error = root.finish()) return Unexpected<std::string>(*error);
  return accounts;
}

Expected<AccountSeed, std::string> parse_account(std::string text, const std::string& source_name,
                                                 std::string api_key) {
  const auto document = json::Document::parse(std::move(text), source_name);
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  AccountSeed account{.api_key = std::move(api_key)};
  if (auto secret = reader.text("secret")) {
    account.secret = signing::Secret(*secret);
    signing::wipe(*secret);
  }
  account.orders = read_orders(*document, reader);
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return account;
}

Expected<std::vector<Order>, std::string> parse_orders(std::string text,
                                                       const std::string& source_name) {
  const auto document = json::Document::parse(std::move(text), source_name);
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  std::vector<Order> orders = read_orders(*document, reader);
  if (!reader.has("orders")) reader.fail("", "the member \"orders\" is missing");
  if (auto error = reader.finish()) return Unexpected<std::string>(*error);
  return orders;
}

}  // namespace everstrike::mock_server
