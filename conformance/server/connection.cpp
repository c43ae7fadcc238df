#include "conformance/server/connection.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "files/authorities.hpp"

namespace everstrike::conformance::server {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// wait says whether `descriptor` became ready in time.
bool wait(int descriptor, short events, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count();
    pollfd one = {descriptor, events, 0};
    const int ready = ::poll(&one, 1, left > 0 ? static_cast<int>(left) + 1 : 0);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

Expected<Socket, std::string> connect_one(const addrinfo& address, Clock::time_point deadline) {
  Socket socket(::socket(address.ai_family, address.ai_socktype, address.ai_protocol));
  if (socket.get() < 0) return Unexpected<std::string>(std::strerror(errno));
  ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) != 0 && errno != EINPROGRESS) {
    return Unexpected<std::string>(std::strerror(errno));
  }
  if (!wait(socket.get(), POLLOUT, deadline)) return Unexpected<std::string>("no answer in time");
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return Unexpected<std::string>(std::strerror(error));
  return socket;
}

Expected<Socket, std::string> connect_tcp(const TargetUrl& url, Clock::time_point deadline) {
  addrinfo wanted = {};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error =
          ::getaddrinfo(url.host.c_str(), std::to_string(url.port).c_str(), &wanted, &found);
      error != 0) {
    return Unexpected<std::string>(::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, &::freeaddrinfo);
  Expected<Socket, std::string> last = Unexpected<std::string>("no address");
  for (const addrinfo* one = found; one != nullptr && !last; one = one->ai_next) {
    last = connect_one(*one, deadline);
  }
  return last;
}

struct FreeSsl {
  void operator()(SSL* ssl) const { ::SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { ::SSL_CTX_free(context); }
};
using Ssl = std::unique_ptr<SSL, FreeSsl>;

std::string ssl_error(const SSL* ssl) {
  if (const long verdict = ::SSL_get_verify_result(ssl); verdict != X509_V_OK) {
    return std::string("certificate: ") + ::X509_verify_cert_error_string(verdict);
  }
  const auto* reason = ::ERR_reason_error_string(::ERR_peek_last_error());
  return reason == nullptr ? "TLS failed" : std::string("TLS: ") + reason;
}

Expected<Ssl, std::string> start_tls(int descriptor, const ConnectOptions& options,
                                     Clock::time_point deadline) {
  const std::unique_ptr<SSL_CTX, FreeSsl> context(::SSL_CTX_new(::TLS_client_method()));
  ::SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const auto trusts =
      files::trust_authorities(::SSL_CTX_get_cert_store(context.get()), options.authorities);
  if (!trusts) return Unexpected<std::string>(trusts.error());
  Ssl ssl(::SSL_new(context.get()));
  in6_addr address;
  const auto& host = options.url.host;
  if (::inet_pton(AF_INET, host.c_str(), &address) == 1 ||
      ::inet_pton(AF_INET6, host.c_str(), &address) == 1) {
    ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl.get()), host.c_str());
  } else {
    ::SSL_set_tlsext_host_name(ssl.get(), host.c_str());
    ::SSL_set1_host(ssl.get(), host.c_str());
  }
  ::SSL_set_fd(ssl.get(), descriptor);
  ::SSL_set_mode(ssl.get(), SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE);
  for (;;) {
    ::ERR_clear_error();
    const int result = ::SSL_connect(ssl.get());
    if (result == 1) return ssl;
    const int why = ::SSL_get_error(ssl.get(), result);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) {
      return Unexpected<std::string>(ssl_error(ssl.get()));
    }
    if (!wait(descriptor, why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline)) {
      return Unexpected<std::string>("TLS: no answer in time");
    }
  }
}

}  // namespace

struct Connection::Parts {
  Socket socket;
  Ssl ssl;  // null over plain TCP
  milliseconds timeout;
};

Connection::Connection(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Expected<Connection, std::string> Connection::open(const ConnectOptions& options) {
  const auto deadline = Clock::now() + options.timeout;
  auto socket = connect_tcp(options.url, deadline);
  if (!socket) return Unexpected<std::string>(socket.error());
  auto parts = std::make_unique<Parts>();
  parts->timeout = options.timeout;
  if (options.url.tls) {
    auto ssl = start_tls(socket->get(), options, deadline);
    if (!ssl) return Unexpected<std::string>(ssl.error());
    parts->ssl = std::move(*ssl);
  }
  parts->socket = std::move(*socket);
  return Connection(std::move(parts));
}

bool Connection::send(std::string_view bytes) {
  const auto deadline = Clock::now() + parts_->timeout;
  const int descriptor = parts_->socket.get();
  while (!bytes.empty()) {
    ssize_t sent = 0;
    short wanted = POLLOUT;
    if (parts_->ssl) {
      ::ERR_clear_error();
      sent = ::SSL_write(parts_->ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
      const int why = ::SSL_get_error(parts_->ssl.get(), static_cast<int>(sent));
      if (sent <= 0 && why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return false;
      if (why == SSL_ERROR_WANT_READ) wanted = POLLIN;
    } else {
      sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
    }
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (!wait(descriptor, wanted, deadline)) {
      return false;
    }
  }
  return true;
}

Connection::Read Connection::receive(std::string& into) { return receive(into, parts_->timeout); }

Connection::Read Connection::receive(std::string& into, milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  const int descriptor = parts_->socket.get();
  char buffer[16384];
  for (;;) {
    short wanted = POLLIN;
    if (parts_->ssl) {
      ::ERR_clear_error();
      const int got = ::SSL_read(parts_->ssl.get(), buffer, sizeof buffer);
      if (got > 0) {
        into.append(buffer, static_cast<std::size_t>(got));
        return Read::bytes;
      }
      const int why = ::SSL_get_error(parts_->ssl.get(), got);
      if (why == SSL_ERROR_ZERO_RETURN) return Read::closed;
      if (why == SSL_ERROR_WANT_WRITE) {
        wanted = POLLOUT;
      } else if (why != SSL_ERROR_WANT_READ) {
        return Read::reset;
      }
    } else {
      const auto got = ::recv(descriptor, buffer, sizeof buffer, 0);
      if (got > 0) {
        into.append(buffer, static_cast<std::size_t>(got));
        return Read::bytes;
      }
      if (got == 0) return Read::closed;
      if (errno != EAGAIN && errno != EINTR) return Read::reset;
    }
    if (!wait(descriptor, wanted, deadline)) return Read::timed_out;
  }
}

milliseconds Connection::timeout() const { return parts_->timeout; }

bool Connection::has_bytes(milliseconds timeout) {
  if (parts_->ssl && ::SSL_pending(parts_->ssl.get()) > 0) return true;
  return wait(parts_->socket.get(), POLLIN, Clock::now() + timeout);
}

}  // namespace everstrike::conformance::server
