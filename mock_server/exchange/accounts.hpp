// The accounts a mock begins with: which API keys it knows, their secrets, and the orders that
// are open for each. They come from the built-in defaults and from an accounts file
// (`accounts_v1`, docs/exchange.md).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/order_list.hpp"
#include "signing/expected.hpp"
#include "signing/secret.hpp"

namespace everstrike::mock_server {

struct AccountSeed {
  std::string api_key;
  signing::Secret secret;
  OrderList orders;
  bool demo = false;  // built in: its secret is public and may be printed
};

// is_sendable_key says whether an API key can arrive at all: a header's value has no control bytes
// and no blanks at its ends.
[[nodiscard]] bool is_sendable_key(std::string_view api_key);
inline constexpr const char* kSendableKeyExpected =
    "expected text that a header can carry: no control bytes, no blanks at its ends";

// is_taken_over says whether a later one of `accounts`, of which `account` is one, has its key and
// so stands in its place.
[[nodiscard]] bool is_taken_over(const AccountSeed& account,
                                 const std::vector<AccountSeed>& accounts);

// The documented examples' order ids, the sample answer's id, and (kHostileOrderId) one that every
// encoder of the field spells differently: letters and digits alone would hide encoding mistakes.
inline constexpr std::string_view kJavascriptExampleId = "392392320eoweqwie3";
inline constexpr std::string_view kPythonExampleId = "32302131320dqe";
inline constexpr std::string_view kSampleOrderId = "849cdea0395411e98f54b395ae9c7bb6";
// The ids of the page of POST /auth/cancel/bulk.
inline constexpr std::string_view kBulkExampleIds[] = {"482392320eoweqwii5",
                                                       "249cdea0395411e98f54b395ae9c7bc7"};
inline constexpr std::string_view kHostileOrderId = "a b+c~d*e'f(g)h!i:j@k/\xC3\xA9[l]&m=n%20";

// default_orders gives the orders above, open.
[[nodiscard]] const OrderList& default_orders();
// default_accounts gives demo-key/demo-secret and the page's two pairs: both empty, and the two
// placeholders <YOUR_API_KEY>/<YOUR_SECRET_KEY>.
[[nodiscard]] std::vector<AccountSeed> default_accounts();

// Where an accounts file's `secret_env` and `secret_file` are looked up; given from outside so that
// the reader itself touches neither the environment nor the disk.
struct SecretSources {
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::function<Expected<std::string, std::string>(const std::string& path)> file;
};

// parse_accounts reads an accounts file's text. The error is one line with file, line, column,
// path and what was expected; it never contains a secret.
[[nodiscard]] Expected<std::vector<AccountSeed>, std::string> parse_accounts(
    std::string text, const std::string& source_name, const SecretSources& sources);

// parse_account reads one account without its key, as the control side takes it: {"secret":…,
// "orders":[…]}. Environment and files are not looked up for it.
[[nodiscard]] Expected<AccountSeed, std::string> parse_account(std::string text,
                                                               const std::string& source_name,
                                                               std::string api_key);
// parse_orders reads {"orders":[…]}, the orders as in an accounts file.
[[nodiscard]] Expected<std::vector<Order>, std::string> parse_orders(
    std::string text, const std::string& source_name);

}  // namespace everstrike::mock_server
