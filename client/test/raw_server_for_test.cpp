#include "client/test/raw_server_for_test.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace everstrike::client {
namespace {

// Reads a head and as much body as its Content-Length says.
std::string read_request(int socket) {
  std::string text;
  std::array<char, 4096> chunk{};
  while (true) {
    const auto head_end = text.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const auto length = text.find("Content-Length: ");
      const auto body_bytes =
          length == std::string::npos ? 0 : std::strtoul(text.c_str() + length + 16, nullptr, 10);
      if (text.size() >= head_end + 4 + body_bytes) return text;
    }
    const auto count = ::recv(socket, chunk.data(), chunk.size(), 0);
    if (count <= 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

int listen_on_loopback(int& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  if (listener < 0 || ::bind(listener, generic, length) != 0 || ::listen(listener, 16) != 0 ||
      ::getsockname(listener, generic, &length) != 0) {
    throw std::runtime_error("the test server cannot listen");
  }
  port = ntohs(address.sin_port);
  return listener;
}

RawServer::RawServer(std::function<void(int)> answer) : answer_(std::move(answer)) {
  listener_ = listen_on_loopback(port_);
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);
  {
    // A send to a client that is gone may block for minutes, while the kernel probes its window.
    const std::lock_guard lock(mutex_);
    if (connection_ >= 0) ::shutdown(connection_, SHUT_RDWR);
  }
  thread_.join();
  ::close(listener_);
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void RawServer::serve() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    {
      const std::lock_guard lock(mutex_);
      connection_ = socket;
    }
    auto request = read_request(socket);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
    }
    answer_(socket);
    const std::lock_guard lock(mutex_);
    connection_ = -1;
    ::close(socket);
  }
}

bool write_all(int socket, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

void reset_connection(int socket) {
  const linger no_wait{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &no_wait, sizeof no_wait);
}

void wait_for_end(int socket) {
  std::array<char, 4096> chunk{};
  while (::recv(socket, chunk.data(), chunk.size(), 0) > 0) {
  }
}

}  // namespace everstrike::client
