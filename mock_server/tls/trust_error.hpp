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

}  // namespace everstrike::mock_server
