// A certificate chain and its key from the user's own PEM files. Each is read once, as it may be a
// pipe (`<(…)`), up to 1 MiB, and what nobody writes into is waited for 10 s.
#pragma once

#include <string>

#include "mock_server/tls/trust_error.hpp"
#include "signing/expected.hpp"

struct ssl_ctx_st;

namespace everstrike::mock_server {

// use_own_certificate gives the context both, and returns the chain as it stands in its file.
// Errors name the file; a key that is encrypted is one, as nobody is asked for its password.
[[nodiscard]] Expected<std::string, TrustError> use_own_certificate(
    ssl_ctx_st& context, const std::string& certificate_file, const std::string& key_file);

}  // namespace everstrike::mock_server
