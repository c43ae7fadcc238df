// What `everstrike-mock serve` prints when it is ready: where it listens, and for a built-in demo
// account the key, the secret, an order id and a signed command to paste. Secrets and signatures
// of accounts that the user configured are never printed.
// `ca_file` is where the certificate authority was written, if anywhere.
#pragma once

#include <string>
#include <vector>

#include "mock_server/options.hpp"

namespace everstrike::mock_server {

[[nodiscard]] std::string start_text(const std::vector<std::string>& base_urls,
                                     const Options& options, const std::string& ca_file = {});

// plain_url is the same place without TLS: a mock with TLS speaks plain HTTP on the same port, for
// those who do not trust its certificate yet, unless it was told to speak TLS only.
[[nodiscard]] std::string plain_url(const std::string& base_url);

}  // namespace everstrike::mock_server
