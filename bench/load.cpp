#include "bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/prepared_key.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

using Clock = std::chrono::steady_clock;

class Requests {
 public:
  explicit Requests(const LoadSettings& settings)
      : settings_(settings), key_(settings.wrongly_signed ? "another secret" : settings.secret) {}

  void write_next(std::string& out) {
    const std::string body = "id=" + order_id(next_++ % settings_.orders);
    out.assign("POST /auth/cancel HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: ");
    out.append(settings_.api_key).append("\r\nx-signature: ").append(signing::sign(key_, body));
    if (settings_.close) out.append("\r\nConnection: close");
    out.append("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ");
    out.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  }
  [[nodiscard]] bool are_used_up() const { return settings_.once && next_ >= settings_.orders; }

 private:
  const LoadSettings& settings_;
  signing::PreparedKey key_;
  std::uint64_t next_ = 0;
};

struct Connection {
  int fd = -1;
  bool busy = false;
  Clock::time_point due;  // when its request should have been sent
  std::string request;
  std::string answer;
};

class Load {
 public:
  explicit Load(const LoadSettings& settings)
      : settings_(settings), requests_(settings), connections_(settings.connections) {}

  ~Load() {
    for (const Connection& connection : connections_) {
      if (connection.fd >= 0) ::close(connection.fd);
    }
    if (poller_ >= 0) ::close(poller_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  Expected<LoadResult, std::string> run() {
    poller_ = ::epoll_create1(EPOLL_CLOEXEC);
    result_.latencies_us.reserve(1 << 20);
    for (Connection& connection : connections_) {
      if (!settings_.close && !open(connection)) return Unexpected<std::string>(problem_);
      idle_.push_back(&connection);
    }
    started_ = Clock::now();
    const auto end = started_ + std::chrono::duration_cast<Clock::duration>(
                                    std::chrono::duration<double>(settings_.seconds));
    // What is under way at the end may still arrive.
    const auto patience = end + std::chrono::seconds(5);
    for (;;) {
      const auto now = Clock::now();
      const bool over = now >= end || requests_.are_used_up();
      if (!over) send_what_is_due(now);
      if ((over && idle_.size() == connections_.size()) || now >= patience) break;
      receive(over || settings_.rate == 0 ? 100 : 0);
    }
    std::sort(result_.latencies_us.begin(), result_.latencies_us.end());
    result_.seconds = std::chrono::duration<double>(last_answer_ - started_).count();
    return std::move(result_);
  }

 private:
  bool open(Connection& connection) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(settings_.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(connection.fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
        0) {
      problem_ = std::string("connect: ") + std::strerror(errno);
      ::close(connection.fd);
      connection.fd = -1;
      ++result_.socket_errors;
      return false;
    }
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &connection}};
    ::epoll_ctl(poller_, EPOLL_CTL_ADD, connection.fd, &event);
    return true;
  }

  void send_what_is_due(Clock::time_point now) {
    while (!idle_.empty() && !requests_.are_used_up()) {
      auto due = now;
      if (settings_.rate != 0) {
        due = started_ + std::chrono::nanoseconds(num_sent_ * 1'000'000'000 / settings_.rate);
        if (due > now) return;
      }
      Connection& connection = *idle_.back();
      idle_.pop_back();
      connection.due = due;
      ++num_sent_;
      requests_.write_next(connection.request);
      if (connection.fd < 0 && !open(connection)) {
        idle_.push_front(&connection);
        return;
      }
      const auto sent =
          ::send(connection.fd, connection.request.data(), connection.request.size(), MSG_NOSIGNAL);
      if (sent != static_cast<ssize_t>(connection.request.size())) give_up(connection);
    }
  }

  void receive(int wait_ms) {
    std::array<epoll_event, 64> events;
    const int count =
        ::epoll_wait(poller_, events.data(), static_cast<int>(events.size()), wait_ms);
    for (int i = 0; i < count; ++i)
      read(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr));
  }

  void read(Connection& connection) {
    std::array<char, 16384> buffer;
    const auto got = ::recv(connection.fd, buffer.data(), buffer.size(), 0);
    if (got <= 0) return give_up(connection);
    connection.answer.append(buffer.data(), static_cast<std::size_t>(got));
    const auto head_end = connection.answer.find("\r\n\r\n");
    if (head_end == std::string::npos) return;
    const std::string_view head = std::string_view(connection.answer).substr(0, head_end + 2);
    if (!head.starts_with("HTTP/1.1 ") || head.size() < 12) return give_up(connection);
    if (!is_whole(connection.answer, head)) return;
    last_answer_ = Clock::now();
    result_.latencies_us.push_back(
        std::chrono::duration<float, std::micro>(last_answer_ - connection.due).count());
    ++result_.statuses[std::string(head.substr(9, 3))];
    const bool closes = settings_.close || head.find("Connection: close\r\n") != head.npos;
    connection.answer.clear();
    if (closes) {
      ::close(connection.fd);
      connection.fd = -1;
    }
    idle_.push_front(&connection);
  }

  // As far as the servers that are loaded need it: chunks are taken for over when the last one may
  // have come.
  static bool is_whole(std::string_view answer, std::string_view head) {
    constexpr std::string_view kLength = "Content-Length: ";
    if (const auto at = head.find(kLength); at != head.npos) {
      std::size_t length = 0;
      std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
      return answer.size() >= head.size() + 2 + length;
    }
    return head.find("Transfer-Encoding: chunked\r\n") == head.npos ||
           answer.ends_with("\r\n0\r\n\r\n");
  }

  void give_up(Connection& connection) {
    ++result_.socket_errors;
    ::close(connection.fd);
    connection.fd = -1;
    connection.answer.clear();
    idle_.push_front(&connection);
  }

  const LoadSettings& settings_;
  Requests requests_;
  std::vector<Connection> connections_;
  std::deque<Connection*> idle_;
  int poller_ = -1;
  Clock::time_point started_;
  Clock::time_point last_answer_;
  std::uint64_t num_sent_ = 0;
  std::string problem_;
  LoadResult result_;
};

}  // namespace

std::string order_id(std::uint64_t number) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "00000351%024llx",
                static_cast<unsigned long long>(number));
  return text.data();
}

double LoadResult::percentile_ms(double share) const {
  if (latencies_us.empty()) return 0;
  const auto last = static_cast<double>(latencies_us.size() - 1);
  return static_cast<double>(latencies_us[static_cast<std::size_t>(share * last)]) / 1000;
}

Expected<LoadResult, std::string> run_load(const LoadSettings& settings) {
  return Load(settings).run();
}

}  // namespace everstrike::bench
