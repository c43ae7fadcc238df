#include "mock_server/program/with_trust/trust_lines.hpp"

#include "command_line/shell_words.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {
namespace {

constexpr const char* kText =
    R"(# Start a mock that speaks TLS, and let it write its authority's certificate:
everstrike-mock serve --tls --listen @ADDRESS@ --tls-ca-file @CA@

# Below, @CA@ is what to trust, and the mock's port is also a proxy that leads the documented hosts
# to the mock and refuses all others. Verification stays on everywhere.

# curl
curl --cacert @CA@ --connect-to api.testnet.everstrike.io:443:@ADDRESS@ https://api.testnet.everstrike.io/pairs

# Python: requests, urllib (http.client knows no proxy: use with-trust)
REQUESTS_CA_BUNDLE=@CA@ SSL_CERT_FILE=@CA@ HTTPS_PROXY=http://@ADDRESS@ python3 program.py

# Node: https, fetch, node-fetch (none knows HTTPS_PROXY; the hosts file or with-trust leads them)
NODE_EXTRA_CA_CERTS=@CA@ node program.js

# Java
keytool -importcert -noprompt -alias everstrike-mock -file @CA@ -keystore ca.jks -storepass changeit
java -Djavax.net.ssl.trustStore=ca.jks -Dhttps.proxyHost=@HOST@ -Dhttps.proxyPort=@PORT@ Program.java

# Go, Ruby, Rust with native roots
SSL_CERT_FILE=@CA@ HTTPS_PROXY=http://@ADDRESS@ ./program

# openssl
openssl s_client -connect @ADDRESS@ -servername api.testnet.everstrike.io -verify_hostname api.testnet.everstrike.io -verify_return_error -CAfile @CA@

# git and others that use curl's library
GIT_SSL_CAINFO=@CA@ HTTPS_PROXY=http://@ADDRESS@ git ls-remote https://…

# In a container, where the mock may listen on 443: the hosts file leads everything there
docker run --add-host api.testnet.everstrike.io:ADDRESS …

# Any of them, and whatever they start, with none of this:
everstrike-mock with-trust -- COMMAND
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

}  // namespace

std::string trust_lines(const TrustPlace& place) {
  const auto parts = signing::split_host_port(place.address);
  std::string text = replaced(kText, "@ADDRESS@", place.address);
  text = replaced(text, "@HOST@", std::string(parts.host));
  text = replaced(text, "@PORT@", std::string(parts.port.value_or(place.address)));
  return replaced(text, "@CA@", command_line::shell_word(place.ca_file));
}

}  // namespace everstrike::mock_server
