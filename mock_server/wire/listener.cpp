#include "mock_server/wire/listener.hpp"

#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "mock_server/wire/admission.hpp"
#include "mock_server/wire/connection.hpp"
#include "mock_server/wire/event_loop.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"
#include "mock_server/wire/http_server.hpp"
#include "mock_server/wire/tls_transport.hpp"
#include "mock_server/wire/wake_list.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kAcceptScratchBytes = 64 * 1024;

}  // namespace

class Listener::Impl {
 public:
  Impl(ListenOptions options, RequestHandler& handler)
      : options_(std::move(options)),
        handler_(handler),
        timers_(poller_),
        wakes_(poller_),
        http_([this](int fd) { on_accept(fd); }),
        services_{options_, handler, poller_, timers_, table_, parking_, wakes_, errands_},
        loop_(services_),
        admission_(options_.connections_max) {}

  ~Impl() { stop(); }

  Expected<void, ListenError> start() {
    if (const int cause = poller_.error(); cause != 0) return failed(cause);
    const auto bound = http_.bind(options_.host, options_.port);
    if (!bound) return Unexpected<ListenError>(bound.error());
    port_ = *bound;
    try {
      errands_.start();
      loop_.start(options_.workers);
      if (!admission_.has_room()) return failed(EMFILE);
      http_.start();
    } catch (const std::system_error& error) {  // no threads to be had
      return failed(error.code().value());
    }
    return {};
  }

  bool drain(std::chrono::milliseconds patience) {
    services_.draining = true;
    stop_accepting();
    {
      std::vector<char> scratch(kAcceptScratchBytes);
      for (const auto& connection : table_.all()) connection->begin_drain(scratch);
    }
    table_.wait_until_empty(patience);
    return stop();
  }

  // Gives whether no answer was lost.
  bool stop() {
    stop_accepting();
    errands_.stop();
    loop_.stop();
    bool lost_none = true;
    for (const auto& connection : table_.all()) lost_none = !connection->abort() && lost_none;
    return lost_none;
  }

  void wake_parked() {
    if (parking_.announce()) poller_.wake();
  }

  std::uint16_t port() const { return port_; }

  Counters counters() const {
    return {.connections_accepted = accepted_,
            .connections_open = table_.size(),
            .requests = services_.requests,
            .malformed = services_.malformed};
  }

 private:
  static Unexpected<ListenError> failed(int cause) {
    return Unexpected<ListenError>(ListenError{
        ListenErrorCode::failed, "cannot serve: " + std::generic_category().message(cause)});
  }

  void stop_accepting() {
    admission_.stop();
    http_.stop();
  }

  // An exception has nowhere to go on the accepting thread, and is no reason to turn clients away.
  bool lets_in(std::uint64_t number) {
    try {
      return handler_.admit(number);
    } catch (...) {
      return true;
    }
  }

  void on_accept(int fd) {
    const auto number = ++accepted_;
    if (!lets_in(number)) {
      Socket(fd).reset();
    } else if (admission_.admits(fd, table_.size())) {
      table_
          .add([&](std::uint64_t id) {
            return std::make_shared<Connection>(id, fd, number, services_);
          })
          ->start();
    } else {
      turn_away(fd, number);
    }
    admission_.wait_for_a_descriptor(fd);
  }

  // Says why and closes, without taking part in anything: this must not need any resource.
  void turn_away(int fd, std::uint64_t number) {
    Socket socket(fd);
    ++services_.malformed;
    char first[kReceivedBytesMax];
    const auto peeked = ::recv(fd, first, sizeof first, MSG_PEEK);
    MalformedRequest malformed{
        .reason = MalformedRequest::Reason::overloaded,
        .received = {first, static_cast<std::size_t>(peeked > 0 ? peeked : 0)},
        .detail = {},
        .arrival = {}};
    malformed.arrival.connection = number;
    malformed.arrival.peer = socket.peer_name();
    try {
      const auto answer = handler_.refuse(malformed);
      const bool speaks_tls =
          options_.tls_only || malformed.received.starts_with(kTlsHandshakeByte);
      if (!speaks_tls && !answer.reply.body.empty()) {
        (void)socket.write_some(render_reply(
            answer.reply, {.head_only = false, .connection = ConnectionHeader::close}));
      }
    } catch (...) {
      // Nothing is owed to somebody who cannot be let in.
    }
    socket.shutdown_write();
    (void)socket.read_some(first);  // unread bytes would turn the FIN into an RST
  }

  const ListenOptions options_;
  RequestHandler& handler_;
  Poller poller_;
  TimerQueue timers_;
  ConnectionTable table_;
  ParkingLot parking_;
  WakeList wakes_;
  Errands errands_;
  HttpServer http_;
  ConnectionServices services_;
  EventLoop loop_;
  Admission admission_;
  std::atomic<std::uint64_t> accepted_{0};
  std::uint16_t port_ = 0;
};

Listener::Listener(ListenOptions options, RequestHandler& handler)
    : impl_(std::make_unique<Impl>(std::move(options), handler)) {}

Listener::~Listener() = default;

Expected<void, ListenError> Listener::start() { return impl_->start(); }
std::uint16_t Listener::port() const { return impl_->port(); }
void Listener::wake_parked() { impl_->wake_parked(); }
bool Listener::drain(std::chrono::milliseconds patience) { return impl_->drain(patience); }
Listener::Counters Listener::counters() const { return impl_->counters(); }

}  // namespace everstrike::mock_server
