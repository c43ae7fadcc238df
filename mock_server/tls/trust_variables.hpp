// The variables by which runtimes are told of a file with the certificates to trust, for whoever
// starts a program against a mock that speaks TLS. What a runtime doesn't read does no harm.
#pragma once

#include <array>

namespace everstrike::mock_server {

inline constexpr const char* kNodeTrustVariable = "NODE_EXTRA_CA_CERTS";

inline constexpr std::array kTrustVariables = {
    kNodeTrustVariable,    // Node, Bun
    "REQUESTS_CA_BUNDLE",  // Python's requests
    "SSL_CERT_FILE",       // OpenSSL: Python's ssl, Ruby, Perl; Go; Rust
    "CURL_CA_BUNDLE",      // curl
    "GIT_SSL_CAINFO",      // git
    "DENO_CERT",           // Deno
};

// Our own client's, which is also the contract of the clients that are judged.
inline constexpr const char* kOwnTrustVariable = "EVERSTRIKE_CA_FILE";

}  // namespace everstrike::mock_server
