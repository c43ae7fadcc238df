// cpp-httplib's Server, as far as we use it, behind a door of our own: it binds, sets the options
// of the listening socket, accepts, starts and stops. The accepted sockets are taken out of its
// hands, so no byte of a request or an answer goes through it. http_server.cpp is the only file of
// the server that includes httplib.h; one source for 0.11.4 up to upstream's newest.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "mock_server/wire/listener.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

class HttpServer {
 public:
  // Called on the accepting thread with a connected socket, which it owns from then on. While it
  // waits nothing more is accepted.
  using OnAccept = std::function<void(int socket)>;

  explicit HttpServer(OnAccept on_accept);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // bind makes the listening socket and gives its port. SO_REUSEADDR is set and SO_REUSEPORT is
  // not, so that a port in use is an error and not a share of its clients.
  [[nodiscard]] Expected<std::uint16_t, ListenError> bind(const std::string& host,
                                                          std::uint16_t port);
  // start accepts on a thread of its own; when it returns, stop() is safe to call.
  void start();
  // stop closes the listening socket and ends the accepting thread.
  void stop();

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace everstrike::mock_server
