// One TCP or TLS connection on which every byte is the caller's: what a case sends need not be
// HTTP. Certificates are always verified. Every wait has a deadline, and nothing is ever retried.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "conformance/server/target_url.hpp"
#include "files/authorities.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance::server {

struct ConnectOptions {
  TargetUrl url;
  files::NamedAuthorities authorities;        // instead of the system's
  std::chrono::milliseconds timeout{10'000};  // of connecting, and of each wait for bytes
};

class Connection {
 public:
  // The error is one line: "connection refused", "certificate verify failed".
  [[nodiscard]] static Expected<Connection, std::string> open(const ConnectOptions& options);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // send writes all of `bytes`; false when the other end is gone or takes nothing for too long.
  // Each call leaves as a segment of its own where the network is willing.
  [[nodiscard]] bool send(std::string_view bytes);

  enum class Read { bytes, closed, reset, timed_out };
  // receive waits for some bytes and appends them to `into`.
  [[nodiscard]] Read receive(std::string& into);
  [[nodiscard]] Read receive(std::string& into, std::chrono::milliseconds timeout);

  [[nodiscard]] std::chrono::milliseconds timeout() const;

  // has_bytes says whether something comes in this time (or the other end closes).
  [[nodiscard]] bool has_bytes(std::chrono::milliseconds timeout);

 private:
  struct Parts;
  explicit Connection(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace everstrike::conformance::server
