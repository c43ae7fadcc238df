#include "mock_server/wire/http_server.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "mock_server/wire/bind_error.hpp"

namespace everstrike::mock_server {
namespace {

// The library asks for 5 up to release 0.51, which turns a burst of clients into one-second
// retries; a second listen() with the wanted figure is the way to change it from outside.
constexpr int kBacklog = 1024;
constexpr std::chrono::milliseconds kRestartPause{50};
constexpr std::chrono::milliseconds kAcceptPatience{50};
constexpr std::chrono::microseconds kAcceptPause{200};

// Runs the library's accept callback where it stands, on the accepting thread, and tells when
// the library has begun to accept (it makes its queue then).
class InlineQueue final : public httplib::TaskQueue {
 public:
  // void up to 0.14, bool since.
  using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>()));

  Enqueued enqueue(std::function<void()> accepted) override {
    accepted();
    return static_cast<Enqueued>(true);
  }
  void shutdown() override {}
};

}  // namespace

class HttpServer::Library final : public httplib::Server {
 public:
  explicit Library(OnAccept on_accept) : on_accept_(std::move(on_accept)) {
    // What the library does to sockets before we get them, where defaults differ by release.
    set_read_timeout(1);
    set_write_timeout(1);
    set_idle_interval(0);
    set_tcp_nodelay(true);
    new_task_queue = [this]() -> httplib::TaskQueue* {
      note_accepting();
      return new InlineQueue();  // the library deletes it
    };
    set_socket_options([this](socket_t socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      ::fcntl(socket, F_SETFD, FD_CLOEXEC);
      listening_socket_ = socket;
    });
  }

  ~Library() override { stop_accepting(); }

  std::optional<std::uint16_t> bind(const std::string& host, std::uint16_t port) {
    const int bound = port == 0 ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
    if (bound <= 0 || ::listen(listening_socket_, kBacklog) != 0) return std::nullopt;
    spare_ = ::fcntl(listening_socket_, F_DUPFD_CLOEXEC, 0);
    return static_cast<std::uint16_t>(bound);
  }

  void start() {
    thread_ = std::thread([this] { accept_until_stopped(); });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return accepting_ || stopping_; });
  }

  void stop_accepting() {
    if (thread_.joinable()) wait_until_all_are_accepted();
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      if (accepting_) stop();
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    if (spare_ >= 0) ::close(std::exchange(spare_, -1));
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    on_accept_(socket);
    return true;
  }

  // Clients that the kernel has already connected would be reset if the socket were closed under
  // them. There is no event for an empty queue, and hardly ever anything to wait for.
  void wait_until_all_are_accepted() const {
    const auto give_up = std::chrono::steady_clock::now() + kAcceptPatience;
    pollfd queue{.fd = spare_, .events = POLLIN, .revents = 0};
    while (::poll(&queue, 1, 0) > 0 && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(kAcceptPause);
    }
  }

  void note_accepting() {
    {
      const std::lock_guard lock(mutex_);
      accepting_ = true;
    }
    changed_.notify_all();
  }

  // The library gives up and closes its socket on any accept() error that it does not know, such
  // as one passing lack of kernel memory. The spare descriptor keeps the socket, so that we can
  // begin again instead of being deaf for the rest of our life.
  void accept_until_stopped() {
    for (;;) {
      listen_after_bind();
      std::unique_lock lock(mutex_);
      accepting_ = false;
      changed_.wait_for(lock, kRestartPause, [this] { return stopping_; });
      if (stopping_) return;
      svr_sock_ = INVALID_SOCKET;
      stop();  // newer releases remember the failure until told to stop
      const int again = ::fcntl(spare_, F_DUPFD_CLOEXEC, 0);
      if (again >= 0) ::listen(again, kBacklog);
      svr_sock_ = again;
    }
  }

  OnAccept on_accept_;
  socket_t listening_socket_ = INVALID_SOCKET;
  int spare_ = -1;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool accepting_ = false;
  bool stopping_ = false;
};

HttpServer::HttpServer(OnAccept on_accept)
    : library_(std::make_unique<Library>(std::move(on_accept))) {}

HttpServer::~HttpServer() = default;

Expected<std::uint16_t, ListenError> HttpServer::bind(const std::string& host, std::uint16_t port) {
  if (const auto bound = library_->bind(host, port)) return *bound;
  return Unexpected<ListenError>(explain_bind_failure(host, port));
}

void HttpServer::start() { library_->start(); }
void HttpServer::stop() { library_->stop_accepting(); }

}  // namespace everstrike::mock_server
