// What kept TLS from being set up: one line that names the file or option.
#pragma once

#include <string>
#include <utility>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct TrustError {
  enum class Cause { usage, environment };
  Cause cause = Cause::environment;
  std::string message;
};

[[nodiscard]] inline Unexpected<TrustError> trust_error(
    std::string message, TrustError::Cause cause = TrustError::Cause::environment) {
  return Unexpected<TrustError>(TrustError{cause, std::move(message)});
}

// first_openssl_reason says why an OpenSSL call of this thread failed: of what it has noted since,
// the first, which is the cause. It forgets all of them.
[[nodiscard]] std::string first_openssl_reason();

}  // namespace everstrike::mock_server
