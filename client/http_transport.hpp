// The real Transport, over cpp-httplib. Every request has a connection of its own, which costs a
// round trip and removes a class of doubts: no half-dead kept connection, nothing left over from
// an earlier answer, no request that the library sends again by itself.
// Promises: the body goes out as the string it is; certificates are always verified (system
// authorities, or a file instead of them); redirects are not followed; nothing is retried; the
// timeout holds for the whole exchange, however slowly the server dribbles (only the resolver's
// look-up of a name has its own); an answer that was cut, mangled or too large is an error.
// An answer without length that ends with its connection can't be told from a cut one here; the
// JSON in it can.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "client/base_url.hpp"
#include "client/transport.hpp"

namespace everstrike::client {

struct HttpTransportOptions {
  BaseUrl base_url;
  std::string ca_file;  // PEM certificates trusted instead of the system's; empty: the system's
  std::size_t answer_bytes_max = 1024 * 1024;  // of the body
  std::string user_agent = "everstrike-client";
};

class HttpTransport final : public Transport {
 public:
  explicit HttpTransport(HttpTransportOptions options) : options_(std::move(options)) {}

  // Thread-safe: requests share nothing but the options.
  [[nodiscard]] Expected<HttpReply, TransportError> post(const HttpRequest& request) override;

 private:
  HttpTransportOptions options_;
};

// http_library names the HTTP library in use, for --version: "cpp-httplib 0.11.4".
[[nodiscard]] std::string http_library();

}  // namespace everstrike::client
