#include "mock_server/wire/bind_error.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace everstrike::mock_server {
namespace {

int try_to_listen(const addrinfo& address) {
  const int fd = ::socket(address.ai_family, address.ai_socktype, address.ai_protocol);
  if (fd < 0) return errno;
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const bool listens = ::bind(fd, address.ai_addr, address.ai_addrlen) == 0 && ::listen(fd, 1) == 0;
  const int cause = listens ? 0 : errno;
  ::close(fd);
  return cause;
}

ListenErrorCode code_of(int cause) {
  switch (cause) {
    case EADDRINUSE:
      return ListenErrorCode::address_in_use;
    case EACCES:
    case EPERM:
      return ListenErrorCode::not_permitted;
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case EINVAL:
      return ListenErrorCode::bad_address;
    default:
      return ListenErrorCode::failed;
  }
}

}  // namespace

ListenError explain_bind_failure(const std::string& host, std::uint16_t port) {
  const auto where = "cannot listen on " + host + ":" + std::to_string(port) + ": ";
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int status = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (status != 0) return {ListenErrorCode::bad_address, where + ::gai_strerror(status)};
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);

  int cause = 0;
  for (const auto* address = found; address != nullptr; address = address->ai_next) {
    cause = try_to_listen(*address);
    if (cause == 0)
      return {ListenErrorCode::failed, where + "it failed once, then worked; try again"};
  }
  return {code_of(cause), where + std::generic_category().message(cause)};
}

}  // namespace everstrike::mock_server
