#include "mock_server/wire/listener.hpp"

#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <mutex>
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
constexpr int kTriesForAPort = 20;

}  // namespace

class Listener::Impl {
 public:
  Impl(ListenOptions options, RequestHandler& handler)
      : options_(std::move(options)),
        handler_(handler),
        timers_(poller_),
        wakes_(poller_),
        services_{options_, handler, poller_, timers_, table_, parking_, wakes_, errands_},
        loop_(services_),
        admission_(options_.connections_max) {}

  ~Impl() { stop(); }

  Expected<void, ListenError> start() {
    if (const int cause = poller_.error(); cause != 0) return failed(cause);
    if (auto bound = bind_all(); !bound) return bound;
    try {
      errands_.start();
      loop_.start(options_.workers);
      if (!admission_.has_room()) return failed(EMFILE);
      for (const auto& http : http_) http->start();
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

  const std::vector<ListenAddress>& addresses() const { return addresses_; }

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
    for (const auto& http : http_) http->stop();
  }

  // A port that is free at the first address may be in use at another: then one is looked for anew,
  // unless it was asked for.
  Expected<void, ListenError> bind_all() {
    for (int tries_left = options_.port == 0 ? kTriesForAPort : 1;;) {
      auto bound = bind_each();
      const bool in_use = !bound && bound.error().code == ListenErrorCode::address_in_use;
      if (!in_use || addresses_.empty() || --tries_left == 0) return bound;
    }
  }

  Expected<void, ListenError> bind_each() {
    http_.clear();
    addresses_.clear();
    std::vector<ListenAddress> wanted = {{options_.host, options_.port}};
    wanted.insert(wanted.end(), options_.also.begin(), options_.also.end());
    for (ListenAddress& address : wanted) {
      if (address.port == 0 && !addresses_.empty()) address.port = addresses_.front().port;
      auto http = std::make_unique<HttpServer>([this](int fd) { on_accept(fd); });
      const auto bound = http->bind(address.host, address.port);
      if (!bound) return Unexpected<ListenError>(bound.error());
      address.port = *bound;
      addresses_.push_back(address);
      http_.push_back(std::move(http));
    }
    return {};
  }

  // An exception has nowhere to go on the accepting thread, and is no reason to turn clients away.
  bool lets_in(std::uint64_t number) {
    try {
      return handler_.admit(number);
    } catch (...) {
      return true;
    }
  }

  // One after the other, whichever address they came to.
  void on_accept(int fd) {
    const std::lock_guard lock(accepting_);
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
  std::vector<std::unique_ptr<HttpServer>> http_;
  std::vector<ListenAddress> addresses_;
  std::mutex accepting_;
  ConnectionServices services_;
  EventLoop loop_;
  Admission admission_;
  std::atomic<std::uint64_t> accepted_{0};
};

Listener::Listener(ListenOptions options, RequestHandler& handler)
    : impl_(std::make_unique<Impl>(std::move(options), handler)) {}

Listener::~Listener() = default;

Expected<void, ListenError> Listener::start() { return impl_->start(); }
std::uint16_t Listener::port() const { return impl_->addresses().front().port; }
const std::vector<ListenAddress>& Listener::addresses() const { return impl_->addresses(); }
void Listener::wake_parked() { impl_->wake_parked(); }
bool Listener::drain(std::chrono::milliseconds patience) { return impl_->drain(patience); }
Listener::Counters Listener::counters() const { return impl_->counters(); }

}  // namespace everstrike::mock_server
