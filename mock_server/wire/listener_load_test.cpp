// Many clients at once: idle ones, bursts, delayed answers, exhausted descriptors, and leaving in
// good order under load. Bounds are generous: they keep a hang from passing for success, and the
// figures themselves belong to the benchmarks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <iterator>
#include <thread>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using Clock = std::chrono::steady_clock;
using Reason = MalformedRequest::Reason;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::ptrdiff_t thread_count() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

std::uint64_t cpu_ticks() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 +
         static_cast<std::uint64_t>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

// Answers without keeping anything.
class EchoHandler : public RequestHandler {
 public:
  Answer answer(const Request& request, milliseconds) override {
    return {.reply = {.content_type = "text/plain", .body = request.body}};
  }
  Answer refuse(const MalformedRequest& request) override { return refusal_answer(request); }
};

// `count` connections that have sent one request each, or none, and are silent now.
std::vector<RawClient> idle_clients(const RunningListener& running, std::size_t count) {
  std::vector<RawClient> clients;
  clients.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(running.connect());
    if (i % 2 == 0) {
      clients.back().send(post("once"));
      EXPECT_EQ(body_of(clients.back().read_message()), "once");
    }
  }
  return clients;
}

void fresh_request_is_answered_beside(std::size_t idle_count) {
  EchoHandler handler;
  RunningListener running(handler);
  (void)idle_clients(running, 200);  // what is allocated once for all is there now
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
  const auto memory_before = resident_bytes();
  const auto idle = idle_clients(running, idle_count);
  const auto memory = resident_bytes() - std::min(resident_bytes(), memory_before);
  EXPECT_TRUE(
      eventually([&] { return running.listener.counters().connections_open == idle_count; }));
  if (!kSanitized) {
    // The clients of this test live in the same process; the server's share is what counts.
    EXPECT_LT(memory / idle_count, 2048 + sizeof(RawClient));
  }
  const auto begin = Clock::now();
  auto fresh = running.connect();
  fresh.send(post("fresh"));
  EXPECT_EQ(body_of(fresh.read_message()), "fresh");
  EXPECT_LT(Clock::now() - begin, seconds(3));
}

TEST(Load, AThousandIdleConnectionsHoldNobodyUp) { fresh_request_is_answered_beside(1000); }

TEST(Load, NineThousandIdleConnectionsHoldNobodyUp) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  constexpr rlim_t kNeeded = 2 * 9000 + 200;  // both ends live in this process
  if (limit.rlim_max < kNeeded) GTEST_SKIP() << "only " << limit.rlim_max << " descriptors allowed";
  limit.rlim_cur = std::max(limit.rlim_cur, kNeeded);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  fresh_request_is_answered_beside(9000);
}

TEST(Load, IdleConnectionsCostNoTime) {
  EchoHandler handler;
  RunningListener running(handler);
  auto idle = idle_clients(running, 500);
  const auto before = cpu_ticks();
  EXPECT_TRUE(idle.back().is_silent(milliseconds(300)));
  EXPECT_LT(cpu_ticks() - before, 100'000U);  // microseconds of processor time
}

TEST(Load, AThousandDelayedAnswersArriveTogetherOnFewThreads) {
  RecordingHandler handler([](const Request& request, milliseconds) {
    Answer answer;
    answer.reply.body = request.body;
    answer.plan.delay = milliseconds(300);
    return answer;
  });
  RunningListener running(handler);
  const auto threads = thread_count();
  EXPECT_LE(threads, static_cast<std::ptrdiff_t>(std::thread::hardware_concurrency()) + 8);
  std::vector<RawClient> clients;
  for (int i = 0; i < 1000; ++i) clients.push_back(running.connect());
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < clients.size(); ++i) clients[i].send(post(std::to_string(i)));
  for (std::size_t i = 0; i < clients.size(); ++i) {
    EXPECT_EQ(body_of(clients[i].read_message()), std::to_string(i));
  }
  EXPECT_LT(Clock::now() - begin, seconds(60));  // one after the other would be 300
  EXPECT_EQ(thread_count(), threads);
}

TEST(Load, ABurstOfConnectsIsAnsweredWhole) {
  EchoHandler handler;
  RunningListener running(handler);
  const auto begin = Clock::now();
  std::vector<RawClient> clients;
  for (int i = 0; i < 600; ++i) {
    clients.push_back(running.connect());
    clients.back().send(post("burst"));
  }
  for (auto& client : clients) EXPECT_EQ(body_of(client.read_message()), "burst");
  EXPECT_LT(Clock::now() - begin, seconds(20));
}

TEST(Load, TwoThousandConnectionsComeAndGo) {
  EchoHandler handler;
  RunningListener running(handler);
  const auto begin = Clock::now();
  for (int i = 0; i < 2000; ++i) running.connect().close();
  EXPECT_LT(Clock::now() - begin, seconds(20));
  auto client = running.connect();
  client.send(post("x"));
  EXPECT_EQ(status_of(client.read_message()), 200);
  client.close();
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
}

TEST(Load, SeveralWorkersServeOneConnectionInOrder) {
  EchoHandler handler;
  RunningListener running(handler, {.workers = 4});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      auto client = running.connect();
      for (int i = 0; i < 500; ++i) {
        client.send(post(std::to_string(i)) + post("and " + std::to_string(i)));
        EXPECT_EQ(body_of(client.read_message()), std::to_string(i));
        EXPECT_EQ(body_of(client.read_message()), "and " + std::to_string(i));
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Load, AClientThatNeverPausesHoldsNobodyUp) {
  EchoHandler handler;
  RunningListener running(handler, {.workers = 1});
  auto greedy = running.connect();
  std::atomic<bool> stop = false;
  std::thread sender([&] {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += post("more");
    while (!stop && greedy.send(many)) {
    }
    greedy.half_close();
  });
  std::thread reader([&] { greedy.read_all(); });
  for (int i = 0; i < 20; ++i) {
    auto client = running.connect();
    client.send(post("once"));
    EXPECT_EQ(body_of(client.read_message()), "once");
  }
  stop = true;
  sender.join();
  reader.join();
}

TEST(Load, ParkedRequestsAreAllWoken) {
  std::atomic<int> round = 0;
  RecordingHandler handler([&](const Request& request, milliseconds) {
    Answer answer;
    answer.reply.body = std::to_string(round);
    if (answer.reply.body == request.body) answer.park_for = std::chrono::minutes(10);
    return answer;
  });
  RunningListener running(handler, {.workers = 3});
  std::vector<RawClient> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(running.connect());
  for (int i = 0; i < 20; ++i) {
    for (auto& client : clients) client.send(post(std::to_string(i)));
    // The wake-up races with the parking, on purpose.
    round = i + 1;
    running.listener.wake_parked();
    for (auto& client : clients) EXPECT_EQ(body_of(client.read_message()), std::to_string(i + 1));
  }
}

TEST(Drain, IsQuickWhenNothingIsInFlight) {
  EchoHandler handler;
  RunningListener running(handler);
  auto idle = idle_clients(running, 100);
  const auto begin = Clock::now();
  EXPECT_TRUE(running.listener.drain(seconds(30)));
  EXPECT_LT(Clock::now() - begin, seconds(5));
  for (auto& client : idle) {
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.ended(), Ended::in_order);
  }
  EXPECT_THROW((void)running.connect(), std::runtime_error);
}

TEST(Drain, WithoutAnyConnectionIsImmediate) {
  EchoHandler handler;
  RunningListener running(handler);
  EXPECT_TRUE(running.listener.drain(seconds(30)));
}

TEST(Drain, DeliversDelayedAnswersAndSaysThatItCloses) {
  RecordingHandler handler([](const Request&, milliseconds) {
    return Answer{.reply = {.body = "late"}, .plan = {.delay = milliseconds(200)}};
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  ASSERT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  EXPECT_TRUE(running.listener.drain(seconds(30)));
  EXPECT_EQ(body_of(client.read_all()), "late");
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST(Drain, CutsWhatOutlastsItsPatience) {
  RecordingHandler handler([](const Request&, milliseconds) {
    return Answer{.plan = {.delay = std::chrono::hours(1)}};
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  ASSERT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  EXPECT_FALSE(running.listener.drain(milliseconds(20)));
  EXPECT_EQ(client.read_all(), "");
}

TEST(Drain, ParkedRequestsGetALastChance) {
  RecordingHandler handler([](const Request&, milliseconds waited) {
    Answer answer;
    answer.reply.body = "nothing new";
    if (waited < std::chrono::minutes(10)) answer.park_for = std::chrono::minutes(10);
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  ASSERT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  EXPECT_TRUE(running.listener.drain(seconds(30)));
  EXPECT_EQ(body_of(client.read_all()), "nothing new");
}

TEST(Drain, HangingAndSlowClientsDoNotHoldItUp) {
  RecordingHandler handler(
      [](const Request&, milliseconds) { return Answer{.plan = {.end = WireEnd::hang}}; });
  RunningListener running(handler);
  auto hanging = running.connect();
  hanging.send(post("x"));
  EXPECT_EQ(status_of(hanging.read_message()), 200);
  auto half = running.connect();
  half.send("POST / HTTP/1.1\r\nContent-Le");
  ASSERT_TRUE(eventually([&] { return running.listener.counters().connections_open == 2; }));
  const auto begin = Clock::now();
  (void)running.listener.drain(seconds(30));
  EXPECT_LT(Clock::now() - begin, seconds(20));
}

// Clients in a closed loop, as many as answers are being written at any moment: each must see a
// whole answer to every request it sent, up to the one that says close, or a clean refusal.
TEST(Drain, UnderLoadLosesNoAnswer) {
  for (const bool tls : {false, true}) {
    EchoHandler handler;
    ListenOptions options{.workers = 2};
    if (tls) options.tls = self_signed_context();
    RunningListener running(handler, options);
    std::atomic<int> clients_answered = 0;
    std::atomic<int> answered = 0;
    std::atomic<int> lost = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 16; ++i) {
      clients.emplace_back([&] {
        auto client = running.connect();
        if (tls && !client.begin_tls()) ++lost;
        for (bool first = true;; first = false) {
          client.send(post("load"));
          const auto answer = client.read_message();
          if (body_of(answer) != "load") {
            ++lost;
            return;
          }
          ++answered;
          if (first) ++clients_answered;
          if (answer.find("\r\nConnection: close\r\n") != std::string::npos) return;
        }
      });
    }
    ASSERT_TRUE(eventually([&] { return answered > 500 && clients_answered == 16; }));
    const auto begin = Clock::now();
    EXPECT_TRUE(running.listener.drain(seconds(30)));
    EXPECT_LT(Clock::now() - begin, seconds(20));
    for (auto& client : clients) client.join();
    EXPECT_EQ(lost, 0) << (tls ? "over TLS" : "over plain TCP");
  }
}

// A process of its own with room for few descriptors, so that nothing else here suffers.
TEST(Load, ExhaustedDescriptorsAreSurvivedWithoutSpinning) {
  int to_parent[2];
  int to_child[2];
  ASSERT_EQ(::pipe(to_parent), 0);
  ASSERT_EQ(::pipe(to_child), 0);
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit few{.rlim_cur = 64, .rlim_max = 64};
    ::setrlimit(RLIMIT_NOFILE, &few);
    EchoHandler handler;
    RunningListener running(handler);
    const auto port = running.listener.port();
    char done = 0;
    const bool told = ::write(to_parent[1], &port, sizeof port) == sizeof port &&
                      ::read(to_child[0], &done, 1) == 1;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    ::_exit(told && usage.ru_utime.tv_sec + usage.ru_stime.tv_sec < 2 ? 0 : 1);
  }
  std::uint16_t port = 0;
  ASSERT_EQ(::read(to_parent[0], &port, sizeof port), static_cast<ssize_t>(sizeof port));
  std::vector<RawClient> served;
  int turned_away = 0;
  for (int i = 0; i < 200; ++i) {
    RawClient client(port);
    client.send(post("x"));
    const auto answer = client.read_message();
    if (status_of(answer) == 200) {
      served.push_back(std::move(client));
    } else {
      EXPECT_THAT(answer, ::testing::HasSubstr(std::string(reason_text(Reason::overloaded))));
      ++turned_away;
    }
  }
  EXPECT_GE(served.size(), 20U);
  EXPECT_GT(turned_away, 0);
  served.front().send(post("still kept"));
  EXPECT_EQ(body_of(served.front().read_message()), "still kept");
  served.clear();
  // The places become free as soon as the server has seen the clients leave.
  EXPECT_TRUE(eventually([&] {
    RawClient client(port);
    client.send(post("again"));
    return status_of(client.read_message()) == 200;
  }));
  EXPECT_EQ(::write(to_child[1], "x", 1), 1);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  for (const int fd : {to_parent[0], to_parent[1], to_child[0], to_child[1]}) ::close(fd);
}

// The library closes its socket when accept() fails in a way it does not know. Shutting the
// listening socket down from outside is such a failure.
TEST(Load, AFailingAcceptDoesNotMakeTheServerDeaf) {
  EchoHandler handler;
  // The kernel keeps a port through the shutdown only if it was asked for by its number.
  const auto port = RunningListener(handler).listener.port();
  RunningListener running(handler, {.port = port});
  int listening = -1;
  for (int fd = 0; fd < 1024; ++fd) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    int accepts = 0;
    socklen_t accepts_length = sizeof accepts;
    const bool found =
        ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &accepts_length) == 0 &&
        accepts == 1 && ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0 &&
        ntohs(address.sin_port) == port;
    if (found) listening = fd;
  }
  ASSERT_GE(listening, 0);
  ASSERT_EQ(::shutdown(listening, SHUT_RDWR), 0);
  EXPECT_TRUE(eventually([&] {
    try {
      auto client = running.connect();
      client.send(post("back"));
      return body_of(client.read_message()) == "back";
    } catch (const std::runtime_error&) {
      return false;
    }
  }));
}

}  // namespace
}  // namespace everstrike::mock_server::testing
