// One POST over some connection: the seam between what the client decides and what the network
// does. HttpTransport is the real one; tests bring scripted ones.
// The important promise is in the error: whether the request may have reached the server. Only
// then can the caller say truthfully that nothing happened.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::client {

struct HttpRequest {
  std::string path;                                          // "/auth/cancel"
  std::vector<std::pair<std::string, std::string>> headers;  // beyond Host and Content-Length
  std::string content_type;
  std::string body;                   // sent byte for byte: these are the signed bytes
  std::chrono::milliseconds timeout;  // for the whole exchange, connecting included
};

// A complete answer, whatever its status; interim answers before it are not told. Header texts are
// as received, empty when absent.
struct HttpReply {
  int status = 0;
  std::string body;
  std::string retry_after;
  std::string date;
  std::optional<std::int64_t> received_at = {};  // seconds since 1970, for answers without Date
  // How the body is still compressed, although the request asked for it as it is: "gzip".
  std::string content_coding = {};
};

enum class TransportFault {
  unreachable,  // no connection: name unknown, refused, no answer to connecting
  untrusted,    // the server could not prove with TLS that it is the one we want
  timed_out,    // not complete within HttpRequest::timeout
  broken,       // reset, closed early, cut short, or not HTTP
  too_large,    // more bytes than we are willing to take
};

struct TransportError {
  TransportFault fault = TransportFault::broken;
  // False only if the server can't have seen the request. When in doubt it is true.
  bool may_have_been_sent = true;
  std::string message;  // one line, without credentials
};

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  // post sends `request` once (no retry, no redirect followed) and waits for the answer.
  [[nodiscard]] virtual Expected<HttpReply, TransportError> post(const HttpRequest& request) = 0;
};

}  // namespace everstrike::client
