// What `everstrike-mock serve` prints when it is ready: where it listens, and for a built-in demo
// account the key, the secret, an order id and a signed command to paste. Secrets and signatures
// of accounts that the user configured are never printed.
#pragma once

#include <string>

#include "mock_server/options.hpp"

namespace everstrike::mock_server {

[[nodiscard]] std::string start_text(const std::string& base_url, const Options& options);

}  // namespace everstrike::mock_server
