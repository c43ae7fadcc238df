// Turns the TLS options into what the listener needs: a context with a certificate, and what is
// wrong with it where a fault was asked for. TLS 1.2 and 1.3, HTTP/1.1 by ALPN.
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "mock_server/tls/tls_options.hpp"
#include "mock_server/tls/trust_error.hpp"
#include "signing/expected.hpp"

struct ssl_ctx_st;

namespace everstrike::mock_server {

struct ServerTls {
  std::shared_ptr<ssl_ctx_st> context;
  // The authority that clients are to trust, PEM. With a certificate of the user's own: the chain
  // in its file.
  std::string ca_pem;
  // Whom the mock stands for, in lower case: the certificate's names, and the hosts that a CONNECT
  // may ask for.
  std::vector<std::string> hosts;
};

// make_server_tls makes (or, in a folder, takes up) an authority and a certificate, valid at `now`.
// The authority's key is gone when it returns, except from a folder.
[[nodiscard]] Expected<ServerTls, TrustError> make_server_tls(const TlsOptions& options,
                                                              std::time_t now);

}  // namespace everstrike::mock_server
