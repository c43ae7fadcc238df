#include "mock_server/program/start_text.hpp"

#include <algorithm>

#include "command_line/shell_words.hpp"
#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::shell_quoted;

// A demo account whose key a later one has taken over is nobody's.
const AccountSeed* demo_account(const Options& options) {
  for (const AccountSeed& account : options.accounts) {
    if (account.demo && !account.api_key.empty() && !account.orders.empty() &&
        !is_taken_over(account, options.accounts)) {
      return &account;
    }
  }
  return nullptr;
}

// What lets curl trust the certificate, from a file or else as a shell can fetch it.
std::string trust_of(const std::string& base_url, const Options& options,
                     const std::string& ca_file) {
  if (!options.tls) return "";
  const auto from_file = [](const std::string& file) {
    return "--cacert " + shell_quoted(file) + " ";
  };
  if (!ca_file.empty()) return from_file(ca_file);
  if (!options.tls->certificate_file.empty()) return from_file(options.tls->certificate_file);
  if (!options.tls->folder.empty()) return from_file(options.tls->folder + "/ca.pem");
  if (!options.control || options.tls->only) return "";
  return "--cacert <(curl -s " + shell_quoted(plain_url(base_url) + "/mock/ca.pem") + ") ";
}

}  // namespace

std::string plain_url(const std::string& base_url) {
  constexpr std::string_view kTls = "https";
  return base_url.starts_with(kTls) ? "http" + base_url.substr(kTls.size()) : base_url;
}

std::string start_text(const std::vector<std::string>& base_urls, const Options& options,
                       const std::string& ca_file) {
  const std::string& base_url = base_urls.front();
  std::string text;
  for (const std::string& url : base_urls) text += "everstrike-mock listens on " + url + "\n";
  if (const AccountSeed* demo = demo_account(options)) {
    const std::string& id = demo->orders.front().id;
    const std::string body = signing::canonical_body({{"id", id}}, signing::Dialect::javascript);
    const std::string signature = signing::sign(signing::PreparedKey(demo->secret), body);
    text += "  API key     " + demo->api_key + "\n";
    text += "  secret      " + std::string(demo->secret.reveal()) + "  (demo account)\n";
    text += "  order id    " + id + "\n";
    text += "Cancel that order with:\n";
    text += "  curl -s " + trust_of(base_url, options, ca_file) +
            shell_quoted(base_url + "/auth/cancel") + " -H " +
            shell_quoted("x-api-key: " + demo->api_key) + " -H " +
            shell_quoted("x-signature: " + signature) + " -d " + shell_quoted(body) + "\n";
  } else if (!options.accounts.empty()) {
    text += "  accounts    " + std::to_string(options.accounts.size()) + "\n";
  }
  if (options.tls && options.control && !options.tls->only) {
    text += "CA certificate: " + plain_url(base_url) + "/mock/ca.pem\n";
  }
  if (!options.scenario.name.empty()) {
    text += "Scenario: " + options.scenario.name + ", seed " + std::to_string(options.seed) +
            (options.scenario.about.empty() ? "" : ". " + options.scenario.about) + "\n";
  }
  if (options.control) text += "Journal: " + base_url + "/mock/journal\n";
  return text;
}

}  // namespace everstrike::mock_server
