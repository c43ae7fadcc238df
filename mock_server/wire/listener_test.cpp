// HTTP as well-behaved clients speak it: keeping, pipelining, closing, waiting.
#include "mock_server/wire/listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>
#include <set>
#include <stdexcept>
#include <thread>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Listener, AnswersARequestAndKeepsTheConnection) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  for (const std::string body : {"id=1", "id=2", ""}) {
    client.send(post(body));
    EXPECT_EQ(client.read_message(),
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  const auto requests = handler.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].head.method(), "POST");
  EXPECT_EQ(requests[0].head.path(), "/auth/cancel");
  EXPECT_EQ(requests[2].arrival.connection, 1U);
  EXPECT_EQ(requests[2].arrival.request_on_connection, 3U);
  EXPECT_THAT(requests[2].arrival.peer, StartsWith("127.0.0.1:"));
}

TEST(Listener, HandsOverTheHeadAsItArrived) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  const std::string request =
      "POST /a%zz?b=%20c HTTP/1.1\r\nhost: x\r\nX-API-KEY:\r\nx-Signature: a%3D\r\n"
      "x-signature:  b=\t\r\ncontent-length: 2\r\n\r\nhi";
  client.send(request);
  EXPECT_EQ(status_of(client.read_message()), 200);
  const auto seen = handler.requests().at(0);
  EXPECT_EQ(seen.head.bytes, request.substr(0, request.size() - 2));
  EXPECT_EQ(seen.head.path(), "/a%zz");
  EXPECT_EQ(seen.head.query(), "b=%20c");
  EXPECT_EQ(seen.head.find("x-api-key"), "");
  EXPECT_EQ(seen.head.find("x-signature"), "a%3D");
  EXPECT_EQ(seen.head.count("x-signature"), 2U);
  EXPECT_EQ(seen.body, "hi");
}

TEST(Listener, AnswersPipelinedRequestsInOrder) {
  RecordingHandler handler([](const Request& request, std::chrono::milliseconds) {
    Answer answer;
    answer.reply.body = request.body;
    if (request.body == "first") answer.plan.delay = std::chrono::milliseconds(20);
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("first") + post("second") + post("third"));
  EXPECT_EQ(body_of(client.read_message()), "first");
  EXPECT_EQ(body_of(client.read_message()), "second");
  EXPECT_EQ(body_of(client.read_message()), "third");
}

TEST(Listener, AnswersAThousandPipelinedRequests) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  std::string all;
  for (int i = 0; i < 1000; ++i) all += post(std::to_string(i));
  std::thread sender([&] { client.send(all); });
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(body_of(client.read_message()), std::to_string(i));
  sender.join();
}

TEST(Listener, AnswersAClientThatClosedItsHalf) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("one") + post("two"));
  client.half_close();
  EXPECT_EQ(body_of(client.read_message()), "one");
  EXPECT_EQ(body_of(client.read_message()), "two");
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST(Listener, KeepsAnHttp10ConnectionOnlyWhenAsked) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto kept = running.connect();
  kept.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
  EXPECT_THAT(kept.read_message(), HasSubstr("\r\nConnection: keep-alive\r\n"));
  kept.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(kept.read_all(), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(kept.ended(), Ended::in_order);
}

TEST(Listener, ClosesWhenTheClientAsksInAnyCase) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("", "Connection: x, CLOSE\r\n"));
  EXPECT_THAT(client.read_all(), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST(Listener, AnswersHeadWithoutABody) {
  RecordingHandler handler([](const Request&, std::chrono::milliseconds) {
    Answer answer;
    answer.reply.body = "twelve bytes";
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(client.read_message(true), HasSubstr("Content-Length: 12\r\n\r\n"));
  client.send(post("x", "Connection: close\r\n"));
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST(Listener, TakesAPostWithoutLengthAsEmpty) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send("POST / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(client.read_message()), 200);
  EXPECT_EQ(handler.requests().at(0).body, "");
}

TEST(Listener, PassesAnyMethodThatIsAToken) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  for (const std::string method :
       {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PRI",
        "post", "M-SEARCH", "!#$%&'*+-.^_`|~"}) {
    client.send(method + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(status_of(client.read_message()), 200) << method;
    EXPECT_EQ(handler.requests().back().head.method(), method);
  }
}

TEST(Listener, SendsContinueOnlyToAClientThatWaits) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send("POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(client.read_exactly(25), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  EXPECT_EQ(body_of(client.read_message()), "body");
  client.send(post("body", "Expect: 100-continue\r\n"));
  EXPECT_EQ(status_of(client.read_message()), 200);
  client.send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_EQ(status_of(client.read_message()), 200);
}

TEST(Listener, SendsNoContinueWhenItRefuses) {
  RecordingHandler handler;
  RunningListener running(handler, {.body_bytes_max = 10});
  auto client = running.connect();
  client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), 400);
  EXPECT_EQ(handler.refused_reason(), reason_text(MalformedRequest::Reason::body_too_large));
}

TEST(Listener, TakesTheFramingOffChunkedBodies) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  const std::string framed = "3\r\nid=\r\n00A;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
  client.send("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n" + framed);
  EXPECT_EQ(body_of(client.read_message()), "id=0123456789");
  EXPECT_EQ(handler.requests().at(0).body_bytes_on_wire, framed.size());
}

TEST(Listener, TakesFormBodiesOfAnySizeUpToTheLimit) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  const std::string form = "ids=" + std::string(100'000, 'x');
  client.send(post(form, "Content-Type: application/x-www-form-urlencoded\r\n"));
  EXPECT_EQ(body_of(client.read_message()), form);
  client.send(
      "POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Transfer-Encoding: chunked\r\n\r\n186A4\r\n" +
      form + "\r\n0\r\n\r\n");
  EXPECT_EQ(body_of(client.read_message()), form);
}

TEST(Listener, RangeAndAcceptEncodingChangeNothing) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  const std::string body(5000, '{');
  client.send(post(body, "Range: bytes=0-9\r\nAccept-Encoding: br, gzip\r\n"));
  const auto answer = client.read_message();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Encoding")));
  EXPECT_EQ(body_of(answer), body);
}

TEST(Listener, MultipartAndWebsocketHeadersReachTheHandlerUntouched) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x",
                   "Content-Type: multipart/form-data\r\nREMOTE_ADDR: 1.2.3.4\r\n"
                   "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
  EXPECT_EQ(status_of(client.read_message()), 200);
  EXPECT_EQ(handler.requests().at(0).head.find("remote_addr"), "1.2.3.4");
}

TEST(Listener, TakesAbsoluteFormTargetsAndLongOnes) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send("GET http://api.example.com/auth/cancel?x HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(client.read_message()), 200);
  EXPECT_EQ(handler.requests().at(0).head.path(), "/auth/cancel");
  client.send("GET /" + std::string(60'000, 'a') + "?a?b HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(client.read_message()), 200);
}

TEST(Listener, TurnsAnExceptionIntoA500AndCloses) {
  RecordingHandler handler([](const Request&, std::chrono::milliseconds) -> Answer {
    throw std::runtime_error("secret words");
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  const auto answer = client.read_all();
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(answer, HasSubstr("\"result\":{}"));
  EXPECT_THAT(answer, Not(HasSubstr("secret words")));
}

TEST(Listener, AsksAParkedRequestAgainWhenWoken) {
  std::atomic<bool> ready = false;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) {
    Answer answer;
    answer.reply.body = "done";
    if (!ready) answer.park_for = std::chrono::minutes(10);
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  ASSERT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  running.listener.wake_parked();
  EXPECT_TRUE(client.is_silent(std::chrono::milliseconds(20)));
  ready = true;
  running.listener.wake_parked();
  EXPECT_EQ(body_of(client.read_message()), "done");
}

TEST(Listener, AsksAParkedRequestAgainWhenItsTimeIsOver) {
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds waited) {
    Answer answer;
    answer.reply.body = "done";
    if (waited < std::chrono::milliseconds(20)) answer.park_for = std::chrono::milliseconds(20);
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  EXPECT_EQ(body_of(client.read_message()), "done");
}

TEST(Listener, TheHandlerItselfMayWakeOthers) {
  std::atomic<int> arrived = 0;
  std::atomic<Listener*> listener = nullptr;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds waited) {
    Answer answer;
    if (waited.count() == 0 && ++arrived == 2) listener.load()->wake_parked();
    if (arrived < 2) answer.park_for = std::chrono::minutes(10);
    return answer;
  });
  RunningListener running(handler, {.workers = 2});
  listener = &running.listener;
  auto first = running.connect();
  auto second = running.connect();
  first.send(post("x"));
  second.send(post("y"));
  EXPECT_EQ(status_of(first.read_message()), 200);
  EXPECT_EQ(status_of(second.read_message()), 200);
}

TEST(Listener, ListensOnIpv6) {
  RecordingHandler handler;
  Listener listener({.host = "::1"}, handler);
  if (const auto started = listener.start(); !started) GTEST_SKIP() << started.error().message;
  EXPECT_GT(listener.port(), 0);
}

TEST(Listener, ListensOnSeveralAddressesAtOnePort) {
  RecordingHandler handler;
  Listener listener({.also = {{.host = "::1"}}}, handler);
  if (const auto started = listener.start(); !started) GTEST_SKIP() << started.error().message;
  ASSERT_EQ(listener.addresses().size(), 2U);
  EXPECT_EQ(listener.addresses()[1].host, "::1");
  EXPECT_EQ(listener.addresses()[1].port, listener.port());
  std::set<std::uint64_t> numbers;
  for (const bool is_ipv6 : {false, true, false, true}) {
    RawClient client(listener.port(), is_ipv6);
    client.send(post("x"));
    EXPECT_EQ(body_of(client.read_message()), "x");
  }
  for (const Request& request : handler.requests()) numbers.insert(request.arrival.connection);
  EXPECT_EQ(numbers, (std::set<std::uint64_t>{1, 2, 3, 4}));
}

TEST(Listener, SaysWhichOfItsAddressesIsInUse) {
  RecordingHandler handler;
  RunningListener running(handler);
  Listener second({.also = {{.port = running.listener.port()}}}, handler);
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ListenErrorCode::address_in_use);
  EXPECT_THAT(started.error().message, HasSubstr(std::to_string(running.listener.port())));
}

TEST(Listener, SaysWhenThePortIsInUse) {
  RecordingHandler handler;
  RunningListener running(handler);
  Listener second({.port = running.listener.port()}, handler);
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ListenErrorCode::address_in_use);
  EXPECT_THAT(started.error().message,
              HasSubstr("127.0.0.1:" + std::to_string(running.listener.port())));
}

TEST(Listener, SaysWhenTheAddressIsNotOurs) {
  RecordingHandler handler;
  Listener listener({.host = "192.0.2.1"}, handler);
  const auto started = listener.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ListenErrorCode::bad_address);
}

TEST(Listener, SaysWhenTheHostIsNoHost) {
  RecordingHandler handler;
  Listener listener({.host = "not a host"}, handler);
  const auto started = listener.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ListenErrorCode::bad_address);
  EXPECT_THAT(started.error().message, HasSubstr("not a host"));
}

TEST(Listener, ThePortIsFreeAgainAfterwards) {
  RecordingHandler handler;
  std::uint16_t port = 0;
  {
    RunningListener running(handler);
    port = running.listener.port();
    auto client = running.connect();
    client.send(post("x"));
    EXPECT_EQ(status_of(client.read_message()), 200);
  }
  RunningListener again(handler, {.port = port});
  auto client = again.connect();
  client.send(post("x"));
  EXPECT_EQ(status_of(client.read_message()), 200);
}

// Lets in every second connection only; throws once, at the fourth.
class Doorman : public RecordingHandler {
 public:
  bool admit(std::uint64_t connection) override {
    if (connection == 4) throw std::runtime_error("asleep");
    return connection % 2 == 1;
  }
};

TEST(Listener, AsksTheHandlerWhomToLetIn) {
  Doorman handler;
  RunningListener running(handler);
  for (const bool let_in : {true, false, true, true}) {
    try {
      auto client = running.connect();
      if (let_in) client.send(post("x"));
      EXPECT_EQ(status_of(client.read_message()), let_in ? 200 : 0);
      EXPECT_EQ(client.ended(), let_in ? Ended::still_open : Ended::by_reset);
    } catch (const std::runtime_error&) {
      EXPECT_FALSE(let_in);  // the RST was there before connect() returned
    }
  }
}

// Answers of one turn leave together, but none waits for another that takes long: here the slow one
// is ready only when the client of the quick one, which was before it, has its answer.
TEST(Listener, AnAnswerDoesNotWaitForASlowOneOfTheSameTurn) {
  constexpr std::chrono::seconds kPatience{20};
  std::binary_semaphore is_busy(0);
  std::binary_semaphore may_go_on(0);
  std::binary_semaphore has_arrived(0);
  std::atomic<bool> was_in_time = false;
  RecordingHandler handler([&](const Request& request, std::chrono::milliseconds) {
    if (request.body == "busy") {
      is_busy.release();
      (void)may_go_on.try_acquire_for(kPatience);
    } else if (request.body == "slow") {
      request.room->about_to_take_long();
      was_in_time = has_arrived.try_acquire_for(kPatience);
    }
    return Answer{.reply = {.body = request.body}};
  });
  RunningListener running(handler, {.workers = 1});
  auto busy = running.connect();
  auto quick = running.connect();
  auto slow = running.connect();
  busy.send(post("busy"));
  ASSERT_TRUE(is_busy.try_acquire_for(kPatience));
  quick.send(post("quick"));
  slow.send(post("slow"));
  may_go_on.release();
  EXPECT_EQ(body_of(quick.read_message()), "quick");
  has_arrived.release();
  EXPECT_EQ(body_of(slow.read_message()), "slow");
  EXPECT_EQ(body_of(busy.read_message()), "busy");
  EXPECT_TRUE(was_in_time);
  quick.send(post("again"));
  EXPECT_EQ(body_of(quick.read_message()), "again");
}

// More than leave together at once: those that are held go when there are enough of them.
TEST(Listener, AnswersManyConnectionsOfOneTurn) {
  constexpr std::chrono::seconds kPatience{20};
  constexpr std::size_t kClients = 50;
  std::binary_semaphore is_busy(0);
  std::binary_semaphore may_go_on(0);
  RecordingHandler handler([&](const Request& request, std::chrono::milliseconds) {
    if (request.body == "busy") {
      is_busy.release();
      (void)may_go_on.try_acquire_for(kPatience);
    }
    return Answer{.reply = {.body = request.body}};
  });
  RunningListener running(handler, {.workers = 1});
  auto busy = running.connect();
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < kClients; ++i) clients.push_back(running.connect());
  for (const std::string round : {"first ", "second "}) {
    busy.send(post("busy"));
    ASSERT_TRUE(is_busy.try_acquire_for(kPatience));
    for (std::size_t i = 0; i < kClients; ++i) clients[i].send(post(round + std::to_string(i)));
    may_go_on.release();
    for (std::size_t i = 0; i < kClients; ++i) {
      EXPECT_EQ(body_of(clients[i].read_message()), round + std::to_string(i));
    }
    EXPECT_EQ(body_of(busy.read_message()), "busy");
  }
}

TEST(Listener, CountsWhatItDoes) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  EXPECT_EQ(status_of(client.read_message()), 200);
  client.send("nonsense\r\n");
  EXPECT_EQ(status_of(client.read_all()), 400);
  client.close();
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
  const auto counters = running.listener.counters();
  EXPECT_EQ(counters.connections_accepted, 1U);
  EXPECT_EQ(counters.requests, 1U);
  EXPECT_EQ(counters.malformed, 1U);
}

}  // namespace
}  // namespace everstrike::mock_server::testing
