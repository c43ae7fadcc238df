// What kept TLS from being set up: one line that names the file or option.
#pragma once

#include <string>

namespace everstrike::mock_server {

struct TrustError {
  enum class Cause { usage, environment };
  Cause cause = Cause::environment;
  std::string message;
};

}  // namespace everstrike::mock_server
