// Reads HTTP answers off a connection and says what is wrong with them. Unlike a client's library
// it keeps what it read: the bytes are evidence.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/server/connection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance::server {

struct HttpAnswer {
  int status = 0;
  std::string head;                                          // status line and headers, as received
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // without chunk framing
  int interim_answers = 0;                                   // 100 Continue and the like before it
  bool ends_with_connection = false;  // neither length nor chunks: closed to end the body

  // header gives the first one of that name (lower case).
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
  // keeps_connection says whether the server offers to go on (RFC 9112, 9.3).
  [[nodiscard]] bool keeps_connection() const;
};

enum class AnswerFault { closed, reset, timed_out, not_http, too_large };

struct AnswerError {
  AnswerFault fault = AnswerFault::closed;
  std::string line;   // "the connection was closed before an answer"
  std::string bytes;  // what came, cut
};

// AnswerReader reads the answers of one connection in turn. One answer may take the connection's
// timeout in all and 4 MiB of bytes with everything that frames it: chunk sizes, trailers, interim
// answers.
class AnswerReader {
 public:
  explicit AnswerReader(Connection& connection) : connection_(connection) {}
  [[nodiscard]] Expected<HttpAnswer, AnswerError> read(bool answers_head_request = false);

 private:
  [[nodiscard]] std::optional<AnswerError> fill();
  [[nodiscard]] Expected<HttpAnswer, AnswerError> read_head();
  [[nodiscard]] std::optional<AnswerError> read_chunks(HttpAnswer& answer);
  [[nodiscard]] AnswerError error(AnswerFault fault, std::string line) const;

  Connection& connection_;
  std::string bytes_;                                 // received and not yet used
  std::chrono::steady_clock::time_point deadline_{};  // of the answer that is being read
  std::size_t received_ = 0;                          // of that answer
};

}  // namespace everstrike::conformance::server
