// TLS, server side, on top of any transport: on TCP, in a tunnel, or inside another TLS session.
// Nothing waits; the handshake goes on inside the reads. Built on OpenSSL, which never sees the
// socket: its bytes go through the transport below, so no SIGPIPE and no second set of rules.
#pragma once

#include <memory>
#include <string_view>

#include "mock_server/wire/transport.hpp"

struct ssl_ctx_st;

namespace everstrike::mock_server {

// What a TLS client says first (RFC 8446, 5.1: ContentType handshake), and no HTTP client.
inline constexpr char kTlsHandshakeByte = 0x16;

// make_tls_transport begins a TLS session with `context` on `below`, which it takes over.
// `first_bytes` have already been read from `below` and belong to the session.
// Gives nullptr (and leaves `below` alone) when OpenSSL has no memory.
[[nodiscard]] std::unique_ptr<Transport> make_tls_transport(std::unique_ptr<Transport>& below,
                                                            ssl_ctx_st* context,
                                                            std::string_view first_bytes);

}  // namespace everstrike::mock_server
