// A server for tests that speaks bytes, not HTTP: each connection's request is read, recorded and
// answered by a function that may do anything to the socket. Listens on a port of the kernel's
// choice on the loopback interface; ends with the object.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace everstrike::client {

class RawServer {
 public:
  // `answer` runs in the server's thread, one connection after the other, with a connected socket
  // that the server closes afterwards. Its request has been read by then.
  explicit RawServer(std::function<void(int socket)> answer);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();

  [[nodiscard]] int port() const { return port_; }
  // requests gives what arrived, one text (head and body) for each connection so far.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  void serve();

  std::function<void(int)> answer_;
  int listener_ = -1;
  int port_ = 0;
  int connection_ = -1;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

// listen_on_loopback gives a socket that listens on the loopback interface, and its port; throws
// where that can't be had.
[[nodiscard]] int listen_on_loopback(int& port);

// write_all writes `bytes` as far as the client takes them; says whether it took all.
bool write_all(int socket, const std::string& bytes);

// reset_connection makes the coming close a TCP RST.
void reset_connection(int socket);

// wait_for_end returns when the client has closed or reset its side.
void wait_for_end(int socket);

}  // namespace everstrike::client
