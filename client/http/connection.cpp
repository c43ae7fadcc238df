#include "client/http/connection.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

namespace everstrike::client {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0;
#endif

// Waits until one of `events` happens or the deadline passes: then false.
bool wait_for(int socket, short events, Deadline deadline, short& happened) {
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds(0)) return false;
    pollfd waited{.fd = socket, .events = events, .revents = 0};
    const auto timeout = static_cast<int>(std::min<long long>(left.count(), INT_MAX));
    const int count = ::poll(&waited, 1, timeout);
    happened = waited.revents;
    if (count > 0) return true;
    if (count < 0 && errno != EINTR) {
      happened = POLLERR;
      return true;
    }
  }
}

bool is_not_now(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// Gives a connected socket, or the error's number; ETIMEDOUT at the deadline.
Expected<int, int> connect_to(const Address& address, Deadline deadline) {
  const int socket = ::socket(address.storage.ss_family, SOCK_STREAM, 0);
  if (socket < 0) return Unexpected<int>(errno);
  const auto give_up = [socket](int error) {
    ::close(socket);
    return Unexpected<int>(error);
  };
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef SO_NOSIGPIPE
  ::setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  const auto* const generic = reinterpret_cast<const sockaddr*>(&address.storage);
  if (::connect(socket, generic, address.bytes) == 0) return socket;
  if (errno != EINPROGRESS && errno != EINTR) return give_up(errno);
  short happened = 0;
  if (!wait_for(socket, POLLOUT, deadline, happened)) return give_up(ETIMEDOUT);
  int error = 0;
  socklen_t length = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) != 0) return give_up(errno);
  if (error != 0) return give_up(error);
  return socket;
}

// The addresses in turn, each with an even share of the time, so that a dead first one leaves some
// for the others.
Expected<int, int> connect_to_one(const std::vector<Address>& addresses, Deadline deadline) {
  int error = ETIMEDOUT;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto now = Clock::now();
    if (now >= deadline) return Unexpected<int>(ETIMEDOUT);
    const auto share = (deadline - now) / static_cast<long>(addresses.size() - i);
    const auto socket = connect_to(addresses[i], now + share);
    if (socket) return *socket;
    error = socket.error();
  }
  return Unexpected<int>(error);
}

}  // namespace

std::string Endpoint::written_host() const {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Expected<Connection, ConnectError> Connection::open(Resolver& resolver, const Endpoint& to,
                                                    Deadline deadline) {
  using Kind = ConnectError::Kind;
  const auto begin = Clock::now();
  const auto within = [&] {
    return " within " + std::to_string(std::chrono::round<milliseconds>(deadline - begin).count()) +
           " ms";
  };
  const auto addresses = resolver.resolve(to.host, to.port, deadline);
  if (!addresses && addresses.error().is_late) {
    return Unexpected<ConnectError>({Kind::late, "no address of " + to.host + within()});
  }
  if (!addresses) {
    return Unexpected<ConnectError>(
        {Kind::unknown_name, "no address of " + to.host + ": " + addresses.error().reason});
  }
  const auto socket = connect_to_one(*addresses, deadline);
  if (!socket) {
    if (socket.error() == ETIMEDOUT) {
      const bool is_late = Clock::now() >= deadline;
      return Unexpected<ConnectError>(
          {is_late ? Kind::late : Kind::refused,
           "no connection to " + to.place() + (is_late ? within() : "")});
    }
    const auto reason = std::system_category().message(socket.error());
    return Unexpected<ConnectError>(
        {Kind::refused, "no connection to " + to.place() + ": " + reason});
  }
  Connection connection(*socket, deadline);
  if (to.is_tls) {
    if (auto begun = connection.begin_tls(to); !begun) {
      if (begun.error().kind == Kind::late) begun.error().message += within();
      return Unexpected<ConnectError>(std::move(begun.error()));
    }
  }
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      deadline_(other.deadline_),
      tls_(std::move(other.tls_)) {}

Connection::~Connection() {
  if (socket_ < 0) return;
  if (tls_) {
    tls_->end();
    const auto farewell = tls_->to_send();
    std::string_view rest = farewell;
    (void)flush(rest);  // if it goes at once
  }
  ::close(socket_);
}

Expected<void, ConnectError> Connection::begin_tls(const Endpoint& to) {
  using Kind = ConnectError::Kind;
  const auto failed = [](Kind kind, std::string message) {
    return Unexpected<ConnectError>({kind, std::move(message)});
  };
  auto session = TlsSession::make(to.host, to.authorities);
  if (!session) return failed(Kind::untrusted, session.error());
  const auto no_tls = [&](const std::string& reason) {
    return failed(Kind::no_tls,
                  "no TLS with " + to.place() + (reason.empty() ? "" : ": " + reason));
  };
  std::array<char, 16 * 1024> buffer{};
  while (true) {
    const auto status = session->handshake();
    const auto bytes = session->to_send();  // an alert too, where it failed
    std::string_view out = bytes;
    if (!flush(out)) return no_tls("the connection ended");
    if (status == TlsSession::Status::ready && out.empty()) break;
    if (status == TlsSession::Status::failed) {
      if (!session->is_untrusted()) return no_tls(session->failure());
      return failed(Kind::untrusted,
                    "the certificate of " + to.host + " is not trusted: " + session->failure());
    }
    if (status == TlsSession::Status::ended) return no_tls("the server ended it");
    short happened = 0;
    while (!out.empty()) {
      if (!wait_for(socket_, POLLOUT, deadline_, happened)) {
        return failed(Kind::late, "no TLS with " + to.place());
      }
      if (!flush(out)) return no_tls("the connection ended");
    }
    if (status == TlsSession::Status::ready) break;
    if (!wait_for(socket_, POLLIN, deadline_, happened)) {
      return failed(Kind::late, "no TLS with " + to.place());
    }
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0 && is_not_now(errno)) continue;
    if (count <= 0) return no_tls("the connection ended");
    session->received({buffer.data(), static_cast<std::size_t>(count)});
  }
  tls_.emplace(std::move(*session));
  return {};
}

// Sends what goes at once and takes it off; false when the connection is gone.
bool Connection::flush(std::string_view& bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), kSendFlags);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return is_not_now(errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Connection::End Connection::exchange(std::string_view request,
                                     const std::function<bool(std::string_view)>& receive) {
  std::string encrypted;
  std::string_view out = request;
  if (tls_) {
    if (tls_->write(request) != TlsSession::Status::ready) return End::cut;
    encrypted = tls_->to_send();
    out = encrypted;
  }
  std::array<char, 16 * 1024> buffer{};
  std::string text;
  bool is_cut = tls_.has_value();  // by an end of the socket
  while (true) {
    // A peer that reads no more may have answered all the same: what it said is still to be read.
    if (!flush(out)) {
      out = {};
      is_cut = true;
    }
    short happened = 0;
    const auto events = static_cast<short>(out.empty() ? POLLIN : POLLIN | POLLOUT);
    if (!wait_for(socket_, events, deadline_, happened)) return End::late;
    if ((happened & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0 && is_not_now(errno)) continue;
    if (count < 0) return End::cut;
    if (count == 0) return is_cut ? End::cut : End::in_order;
    const std::string_view arrived(buffer.data(), static_cast<std::size_t>(count));
    if (!tls_) {
      if (!receive(arrived)) return End::enough;
      continue;
    }
    tls_->received(arrived);
    text.clear();
    const auto status = tls_->read(text);
    if (!text.empty() && !receive(text)) return End::enough;
    if (status == TlsSession::Status::ended) return End::in_order;
    if (status == TlsSession::Status::failed) return End::cut;
    if (auto more = tls_->to_send(); !more.empty()) {
      encrypted = std::string(out) + more;
      out = encrypted;
    }
  }
}

}  // namespace everstrike::client
