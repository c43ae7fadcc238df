// Listens, and turns bytes into requests and answers into bytes. Underneath is cpp-httplib's
// Server, which binds and accepts, but each accepted socket is taken over by our own epoll loop:
// requests are gathered without blocking, checked strictly, and handed to the handler; answers
// wait on timers when they are delayed and leave as their WirePlan says. So an idle or slow client
// costs a buffer and never a thread.
// One listener serves plain HTTP and, when it has a TLS context, TLS on the same port.
// The handler is called from several threads at once and must not block.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mock_server/message/answer.hpp"
#include "mock_server/message/request.hpp"
#include "mock_server/wire/http/request_head.hpp"
#include "signing/expected.hpp"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace everstrike::mock_server {

// What the listener asks of the rest of the program.
class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  // admit is asked of every connection as it is accepted, numbered from 1, on one thread. false:
  // it is reset (RST) before a byte is read.
  virtual bool admit(std::uint64_t /*connection*/) { return true; }
  // answer gives the answer to one well-formed request. `waited` is how long it has been parked
  // (zero on the first call). An exception becomes a 500 and a closed connection.
  virtual Answer answer(const Request& request, std::chrono::milliseconds waited) = 0;
  // refuse gives the answer to bytes that were no acceptable request; the connection is closed
  // after it. An empty body sends nothing at all.
  virtual Answer refuse(const MalformedRequest& request) = 0;
};

struct ListenAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free port
};

struct ListenOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  // Further addresses, for the same worlds. Port 0 there: the port of the first address.
  std::vector<ListenAddress> also = {};
  int workers = 0;  // 0: one less than the cores, at least one
  // With a context, connections whose first byte begins a TLS handshake get one; plain HTTP is
  // then served on the same port unless `tls_only`. The context should not be changed any more.
  std::shared_ptr<ssl_ctx_st> tls = nullptr;
  bool tls_only = false;
  // Hosts that a CONNECT is answered for, by ending the tunnel in this very listener: what comes
  // through it is a fresh connection, TLS or plain. "host" stands for any port of it, "host:443"
  // for that one. Other hosts get a 403. Empty: CONNECT is an ordinary request for the handler.
  std::vector<std::string> connect_hosts = {};
  HeadLimits head = {};
  std::size_t body_bytes_max = 1024 * 1024;
  std::size_t buffered_bytes_max = 8 * 1024 * 1024;  // of unfinished requests, all connections
  // Of answers that their clients have not read, all connections. One that is larger by itself is
  // sent while there is no other.
  std::size_t unread_bytes_max = 8 * 1024 * 1024;
  std::size_t connections_max = 20'000;  // beyond them (or out of descriptors): refused
  // From the first byte of a head (or TLS handshake) to its last.
  std::chrono::milliseconds head_timeout{10'000};
  std::chrono::milliseconds body_timeout{30'000};   // from the head to the body's last byte
  std::chrono::milliseconds idle_timeout{120'000};  // of a connection between requests
  std::chrono::milliseconds write_timeout{30'000};  // without progress
};

// hosts_of gives those of all addresses.
[[nodiscard]] inline std::vector<std::string> hosts_of(const ListenOptions& options) {
  std::vector<std::string> hosts = {options.host};
  for (const ListenAddress& address : options.also) hosts.push_back(address.host);
  return hosts;
}

enum class ListenErrorCode {
  bad_address,
  address_in_use,
  not_permitted,
  failed,
  bad_tls,
  failed_tls
};

struct ListenError {
  ListenErrorCode code;
  std::string message;  // one line, with address and cause
};

class Listener {
 public:
  // `handler` must outlive the listener.
  Listener(ListenOptions options, RequestHandler& handler);
  // Stops at once if still running.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // start binds and begins to accept; when it returns, connections are being answered.
  [[nodiscard]] Expected<void, ListenError> start();
  // port is the bound one, also when 0 was asked for. Valid after start().
  [[nodiscard]] std::uint16_t port() const;
  // addresses gives all of them, as they are bound, in the order of the options.
  [[nodiscard]] const std::vector<ListenAddress>& addresses() const;
  // wake_parked asks the handler again for every parked request. Callable from any thread, also
  // from inside the handler.
  void wake_parked();
  // drain stops accepting, closes idle connections, lets answers that are being prepared or
  // written finish (delayed ones included) for at most `patience`, then closes what is left.
  // A parked request is asked for once more, with all of its time waited. Returns whether
  // everything had finished. Not to be called from inside the handler.
  bool drain(std::chrono::milliseconds patience);

  // Counters for health and metrics.
  struct Counters {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t requests = 0;
    std::uint64_t malformed = 0;
  };
  [[nodiscard]] Counters counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace everstrike::mock_server
