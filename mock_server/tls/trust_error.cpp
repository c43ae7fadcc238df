#include "mock_server/tls/trust_error.hpp"

#include <openssl/err.h>

namespace everstrike::mock_server {

std::string first_openssl_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  return reason == nullptr ? "OpenSSL gives no reason" : reason;
}

}  // namespace everstrike::mock_server
