// Faults of the handshake itself: they strike when the client's first message has arrived, before
// it has seen a certificate. Everything is done from inside OpenSSL's callback for that message,
// so that the listener's states know nothing of it.
#pragma once

#include "mock_server/tls/tls_options.hpp"

struct ssl_ctx_st;

namespace everstrike::mock_server {

// break_handshakes lets every handshake with `context` go wrong as `fault` says; certificates'
// faults and none leave it alone.
void break_handshakes(ssl_ctx_st& context, TlsFault fault);

}  // namespace everstrike::mock_server
