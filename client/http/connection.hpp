// A connection for one request: found, connected and, where wanted, wrapped in TLS before an
// absolute deadline, which also ends the exchange, however slowly the peer dribbles. Nothing of the
// request leaves before all of that is done, so an error of `open` proves that nothing was sent.
// Not thread-safe; the sockets never block and raise no signal.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/http/resolver.hpp"
#include "client/http/tls_session.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

using Deadline = std::chrono::steady_clock::time_point;

struct Endpoint {
  std::string host;  // a name or an address; an IPv6 address without brackets
  int port = 443;
  bool is_tls = true;
  files::NamedAuthorities authorities;  // as for TlsSession
  // written_host is the host as URLs and headers write it, "[::1]"; place has the port behind it.
  [[nodiscard]] std::string written_host() const;
  [[nodiscard]] std::string place() const { return written_host() + ":" + std::to_string(port); }
};

struct ConnectError {
  enum class Kind {
    unknown_name,  // the host has no address
    refused,       // nobody accepts connections there
    no_tls,        // the handshake failed
    untrusted,     // the certificate proves nothing, or our authorities can't be read
    late,          // one of these took too long
  };
  Kind kind = Kind::refused;
  std::string message;  // one line that names host and port
};

class Connection {
 public:
  // open tries the host's addresses in turn.
  [[nodiscard]] static Expected<Connection, ConnectError> open(Resolver& resolver,
                                                               const Endpoint& to,
                                                               Deadline deadline);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  enum class End {
    enough,    // the receiver has it all
    in_order,  // the peer ended the connection as it should
    cut,       // a reset, or TLS without its farewell
    late,
  };
  // exchange sends `request` and hands over what arrives until `receive` returns false. It sends
  // and receives at the same time: an answer may come before the request was read.
  [[nodiscard]] End exchange(std::string_view request,
                             const std::function<bool(std::string_view)>& receive);

 private:
  Connection(int socket, Deadline deadline) : socket_(socket), deadline_(deadline) {}
  [[nodiscard]] Expected<void, ConnectError> begin_tls(const Endpoint& to);
  [[nodiscard]] bool flush(std::string_view& bytes);

  int socket_ = -1;
  Deadline deadline_;
  std::optional<TlsSession> tls_;
};

}  // namespace everstrike::client
