// What the options call each TLS fault, and which of them are in the certificate; the others
// strike in the handshake.
#include <algorithm>
#include <utility>

#include "mock_server/tls/tls_options.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::array<std::pair<std::string_view, TlsFault>, 9> kNames = {{
    {"wrong-host", TlsFault::wrong_host},
    {"expired", TlsFault::expired},
    {"not-yet-valid", TlsFault::not_yet_valid},
    {"self-signed", TlsFault::self_signed},
    {"untrusted", TlsFault::untrusted},
    {"handshake-close", TlsFault::handshake_close},
    {"handshake-alert", TlsFault::handshake_alert},
    {"handshake-garbage", TlsFault::handshake_garbage},
    {"handshake-hang", TlsFault::handshake_hang},
}};

}  // namespace

std::optional<TlsFault> tls_fault_of_text(std::string_view text) {
  const auto* const found =
      std::ranges::find_if(kNames, [&](const auto& name) { return name.first == text; });
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

bool is_certificate_fault(TlsFault fault) {
  return fault != TlsFault::none && fault < TlsFault::handshake_close;
}

std::vector<std::string> tls_fault_words() {
  std::vector<std::string> words;
  for (const auto& [name, fault] : kNames) words.emplace_back(name);
  return words;
}

std::string tls_fault_names() {
  std::string names;
  for (const auto& [name, fault] : kNames) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

}  // namespace everstrike::mock_server
