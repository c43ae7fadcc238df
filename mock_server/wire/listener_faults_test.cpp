// Every wire plan, carried out over plain TCP and inside TLS alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using std::chrono::milliseconds;

enum class Carrier { plain, tls };

void PrintTo(Carrier carrier, std::ostream* out) {
  *out << (carrier == Carrier::plain ? "plain" : "tls");
}

// The answer that all tests here damage.
const std::string kBody(100, 'b');
const std::string kWhole =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n" + kBody;

class WireFault : public ::testing::TestWithParam<Carrier> {
 protected:
  static ListenOptions options() {
    static const auto context = self_signed_context();
    ListenOptions options;
    if (GetParam() == Carrier::tls) options.tls = context;
    return options;
  }

  // Has every request answered by `plan`.
  void answer_by(const WirePlan& plan) {
    handler_.set_respond([plan](const Request&, milliseconds) {
      Answer answer{.plan = plan};
      answer.reply.content_type = "text/plain";
      answer.reply.body = kBody;
      return answer;
    });
  }

  RawClient connect() {
    auto client = running_.connect();
    if (GetParam() == Carrier::tls) {
      EXPECT_TRUE(client.begin_tls());
    }
    return client;
  }

  RecordingHandler handler_;
  RunningListener running_{handler_, options()};
};

INSTANTIATE_TEST_SUITE_P(Carriers, WireFault, ::testing::Values(Carrier::plain, Carrier::tls),
                         [](const auto& each) {
                           return std::string(each.param == Carrier::plain ? "plain" : "tls");
                         });

TEST_P(WireFault, NoneLeavesTheAnswerWhole) {
  answer_by({});
  auto client = connect();
  for (int i = 0; i < 3; ++i) {
    client.send(post("x"));
    EXPECT_EQ(client.read_message(), kWhole);
  }
}

TEST_P(WireFault, DelayHoldsTheAnswerBack) {
  answer_by({.delay = milliseconds(50)});
  auto client = connect();
  const auto begin = std::chrono::steady_clock::now();
  client.send(post("x"));
  EXPECT_EQ(client.read_message(), kWhole);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(50));
}

TEST_P(WireFault, CutEndsInOrderAtExactlyTheByte) {
  for (const std::size_t bytes :
       {std::size_t{0}, std::size_t{1}, std::size_t{20}, kWhole.size() - 1}) {
    answer_by({.cut_after = bytes, .end = WireEnd::close});
    auto client = connect();
    client.send(post("x"));
    EXPECT_EQ(client.read_all(), kWhole.substr(0, bytes));
    EXPECT_EQ(client.ended(), Ended::in_order);
  }
}

TEST_P(WireFault, CutWithoutAnEndClosesToo) {
  answer_by({.cut_after = 30});
  auto client = connect();
  client.send(post("x") + post("y"));
  EXPECT_EQ(client.read_all(), kWhole.substr(0, 30));
  EXPECT_EQ(client.ended(), Ended::in_order);
}

// The bytes before the RST must arrive, each time.
TEST_P(WireFault, ResetComesAfterExactlyTheBytes) {
  for (int round = 0; round < 20; ++round) {
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{70}, kWhole.size()}) {
      answer_by({.cut_after = bytes, .end = WireEnd::reset});
      auto client = connect();
      client.send(post("x"));
      EXPECT_EQ(client.read_all(), kWhole.substr(0, bytes));
      EXPECT_EQ(client.ended(), Ended::by_reset);
    }
  }
}

TEST_P(WireFault, CloseAfterAWholeAnswerIsNotAnnounced) {
  answer_by({.end = WireEnd::close});
  auto client = connect();
  client.send(post("x"));
  EXPECT_EQ(client.read_all(), kWhole);
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST_P(WireFault, HangSaysNothingUntilTheClientGivesUp) {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{10}, kWhole.size()}) {
    answer_by({.cut_after = bytes, .end = WireEnd::hang});
    auto client = connect();
    client.send(post("x") + post("y"));
    EXPECT_EQ(client.read_exactly(bytes), kWhole.substr(0, bytes));
    EXPECT_TRUE(client.is_silent(milliseconds(20)));
    EXPECT_GE(running_.listener.counters().connections_open, 1U);
    client.close();
    EXPECT_TRUE(eventually([&] { return running_.listener.counters().connections_open == 0; }));
  }
}

TEST_P(WireFault, DribbleTakesItsTimeAndArrivesWhole) {
  answer_by({.bytes_per_second = 2000});
  auto client = connect();
  const auto begin = std::chrono::steady_clock::now();
  client.send(post("x"));
  EXPECT_EQ(client.read_message(), kWhole);
  const auto least = milliseconds((kWhole.size() - 1) * 1000 / 2000);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, least);
  answer_by({});
  client.send(post("x"));
  EXPECT_EQ(client.read_message(), kWhole);
}

TEST_P(WireFault, DribbleEndsAsPlanned) {
  answer_by({.cut_after = 40, .end = WireEnd::reset, .bytes_per_second = 4000});
  auto client = connect();
  client.send(post("x"));
  EXPECT_EQ(client.read_all(), kWhole.substr(0, 40));
  EXPECT_EQ(client.ended(), Ended::by_reset);
}

TEST_P(WireFault, GarbageIsSentAsItIs) {
  const std::string garbage("\x00\xff not HTTP \r\n\r\n", 17);
  answer_by({.end = WireEnd::close, .raw_answer = garbage});
  auto client = connect();
  client.send(post("x"));
  EXPECT_EQ(client.read_all(), garbage);
}

TEST_P(WireFault, ARawAnswerMayKeepTheConnection) {
  const std::string two_types =
      "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n";
  answer_by({.raw_answer = two_types});
  auto client = connect();
  for (int i = 0; i < 2; ++i) {
    client.send(post("x"));
    EXPECT_EQ(client.read_message(), two_types);
  }
}

TEST_P(WireFault, ManyDelayedAnswersNeedNoThreads) {
  answer_by({.delay = milliseconds(100)});
  std::vector<RawClient> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(connect());
  for (auto& client : clients) client.send(post("x"));
  for (auto& client : clients) EXPECT_EQ(client.read_message(), kWhole);
}

}  // namespace
}  // namespace everstrike::mock_server::testing
