// What a user can choose about TLS. By default a certificate authority of this run's own signs one
// certificate for this machine and for the exchange's documented hosts, and its key is gone before
// the first client arrives; clients need only its certificate (`Server::ca_pem()`).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::mock_server {

// The hosts under which the exchange and its feed are documented.
inline constexpr std::array<std::string_view, 4> kDocumentedHosts = {
    "api.testnet.everstrike.io", "api.everstrike.io", "wss.testnet.everstrike.io",
    "wss.everstrike.io"};

// What is wrong with the server, for clients that are to notice. The first five are certificates
// that no client may accept, however good the rest is; the others end the handshake.
enum class TlsFault {
  none,
  wrong_host,         // trusted, but made out to `wrong-host.invalid`
  expired,            // trusted, but since yesterday no longer valid
  not_yet_valid,      // trusted, but from tomorrow on
  self_signed,        // right names, signed by itself
  untrusted,          // right names, signed by an authority that calls itself the same
  handshake_close,    // the client's first message is answered by the connection's end
  handshake_alert,    // … by the alert handshake_failure
  handshake_garbage,  // … by plain HTTP
  handshake_hang,     // … by nothing at all
};

// tls_fault_of_text reads "wrong-host", "handshake-close"…; nullopt: no such fault.
[[nodiscard]] std::optional<TlsFault> tls_fault_of_text(std::string_view text);
// is_certificate_fault: one of the first five.
[[nodiscard]] bool is_certificate_fault(TlsFault fault);
// tls_fault_words gives what can be read, tls_fault_names the same separated by ", ".
[[nodiscard]] std::vector<std::string> tls_fault_words();
[[nodiscard]] std::string tls_fault_names();

struct TlsOptions {
  // Names and addresses that the certificate is for, besides localhost, 127.0.0.1, ::1 and the
  // documented hosts.
  std::vector<std::string> hosts = {};
  TlsFault fault = TlsFault::none;
  // Keeps the authority here, key and certificate, and uses it again; empty: in memory only.
  std::string folder = {};
  // How long a new authority and its certificates are valid; 0: a day, or 90 in a folder.
  int days = 0;
  // A certificate chain and its key (PEM) to be used instead of all that; both or neither.
  std::string certificate_file = {};
  std::string key_file = {};
  // Refuses plain HTTP, which is otherwise spoken on the same port.
  bool only = false;
};

}  // namespace everstrike::mock_server
