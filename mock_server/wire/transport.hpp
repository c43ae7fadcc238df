// What carries a connection's bytes: TCP as it is, or TLS on top of it. The connection's states
// and all faults stand above this seam and are the same for both.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "mock_server/wire/socket.hpp"

namespace everstrike::mock_server {

class Transport {
 public:
  virtual ~Transport() = default;
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Neither waits. `would_block_write` from a read (or the other way round) is TLS's business
  // with itself: try again when the socket is ready for that.
  [[nodiscard]] virtual IoResult read_some(std::span<char> buffer) = 0;
  [[nodiscard]] virtual IoResult write_some(std::string_view bytes) = 0;
  // shutdown_write ends our direction in good order.
  virtual void shutdown_write() = 0;

  // is_ready is false while a handshake is still going on.
  [[nodiscard]] virtual bool is_ready() const { return true; }
  [[nodiscard]] virtual bool is_tls() const { return false; }
  // server_name is the name the client asked for (SNI).
  [[nodiscard]] virtual std::string server_name() const { return {}; }
  // error_text says what went wrong in the last `error`, empty where there is nothing to say.
  [[nodiscard]] virtual std::string error_text() const { return {}; }
};

// make_plain_transport gives TCP as it is; `socket` must outlive it.
[[nodiscard]] std::unique_ptr<Transport> make_plain_transport(Socket& socket);

}  // namespace everstrike::mock_server
