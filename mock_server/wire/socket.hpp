// Owns one connected TCP socket and ends it in the ways that TCP knows. No waiting anywhere: the
// socket is non-blocking from the start.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

// The result of one read or write that does not wait.
enum class IoStatus { ok, would_block_read, would_block_write, eof, error };

struct IoResult {
  IoStatus status = IoStatus::ok;
  std::size_t n = 0;     // bytes moved; more than 0 when ok
  bool drained = false;  // a read that took all there was for now
};

class Socket {
 public:
  // Takes over `fd`, makes it non-blocking and close-on-exec, and turns Nagle's algorithm off:
  // an answer that waits for the client's delayed ACK is 40 ms late.
  explicit Socket(int fd);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] IoResult read_some(std::span<char> buffer);
  [[nodiscard]] IoResult write_some(std::string_view bytes);
  // limit_send_buffer bounds what the kernel takes before a write would wait.
  void limit_send_buffer(int bytes);
  // shutdown_write sends FIN after what was written; reading goes on.
  void shutdown_write();
  // close ends both directions (FIN; the kernel may make it RST when unread bytes are left).
  void close();
  // reset ends with an RST: bytes that the peer's kernel has not acknowledged are lost.
  void reset();
  // all_acknowledged tells whether the peer's kernel has everything that was written.
  [[nodiscard]] bool all_acknowledged() const;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  // peer_name is "127.0.0.1:40000" or "[::1]:40000".
  [[nodiscard]] std::string peer_name() const;

 private:
  int fd_;
};

}  // namespace everstrike::mock_server
