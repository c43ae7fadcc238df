// The real Transport: one request over a socket of ours, by OpenSSL where TLS is wanted. Every
// request has a connection of its own, which costs a round trip and removes a class of doubts: no
// half-dead kept connection, nothing left over from an earlier answer.
// No HTTP library: what an answer proves is decided by bytes that a library would already have
// interpreted. cpp-httplib reads the head by itself, before anybody could look at it, and without
// bounds (a status line of 30,000 bytes ends the process); it takes the first of two lengths, odd
// chunk sizes, a 103 for the answer, and its time limits hold for single reads. Its connection
// can't be given to it either: what would let us filter is private. What is left, one POST, is
// small. Promises: the body goes out as the string it is; certificates are always verified (system
// authorities, or a file instead of them); redirects are not followed; nothing is retried; the
// timeout holds for the whole exchange, the look-up of the name included; an answer that was cut,
// mangled or too large is an error (client/http/answer_reader.hpp says what is).
// An answer without length that ends with its connection can't be told from a cut one here, without
// TLS; the JSON in it can.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "client/base_url.hpp"
#include "client/http/answer_reader.hpp"
#include "client/http/connection.hpp"
#include "client/http/resolver.hpp"
#include "client/transport.hpp"

namespace everstrike::client {

struct HttpTransportOptions {
  BaseUrl base_url;
  std::string ca_file;  // PEM certificates trusted instead of the system's; empty: the system's
  std::string ca_text;  // what stands in it, where it was read already: then it isn't opened
  AnswerLimits limits;
  std::string user_agent = "everstrike-client";
};

class HttpTransport final : public Transport {
 public:
  // `look_up` is for tests, see Resolver.
  explicit HttpTransport(HttpTransportOptions options, Resolver::LookUp look_up = {})
      : options_(std::move(options)), resolver_(std::move(look_up)) {}

  // Thread-safe: requests share the options, and a look-up that lasts.
  [[nodiscard]] Expected<HttpReply, TransportError> post(const HttpRequest& request) override;

 private:
  HttpTransportOptions options_;
  Resolver resolver_;
};

// conclude says what an exchange came to that ended like that, with what `reader` read in it.
// `timeout` is what the words name.
[[nodiscard]] Expected<HttpReply, TransportError> conclude(Connection::End end,
                                                           AnswerReader& reader,
                                                           std::chrono::milliseconds timeout);

// tls_library names what TLS is done with, for --version: "OpenSSL 3.0.19".
[[nodiscard]] std::string tls_library();

}  // namespace everstrike::client
