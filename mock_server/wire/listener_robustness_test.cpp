// Hostile and broken clients: whatever arrives gets an error or a closed connection, quickly, with
// bounded memory, and the server goes on. Timeouts are options, short here; no test waits for one
// longer than that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ostream>
#include <thread>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using Reason = MalformedRequest::Reason;
using std::chrono::milliseconds;
using ::testing::StartsWith;

// The server is still there for others.
void expect_serving(const RunningListener& running) {
  auto client = running.connect();
  client.send(post("still here"));
  EXPECT_EQ(body_of(client.read_message()), "still here");
}

// Sends `piece` until the server takes no more, at most `times` times; gives what came back.
std::string flood(RawClient& client, const std::string& begin, const std::string& piece,
                  std::size_t times) {
  std::string answer;
  std::thread reader([&] { answer = client.read_all(); });
  bool taken = client.send(begin);
  for (std::size_t i = 0; taken && i < times; ++i) taken = client.send(piece);
  ::shutdown(client.fd(), SHUT_WR);
  reader.join();
  return answer;
}

struct BadBytes {
  const char* name;
  std::string bytes;
  Reason reason;
};

void PrintTo(const BadBytes& bad, std::ostream* out) { *out << bad.name; }

class Refusal : public ::testing::TestWithParam<BadBytes> {};

TEST_P(Refusal, IsAnsweredOnceAndEndsTheConnection) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  // A request behind the bad one must not be answered: that is how requests are smuggled.
  client.send(GetParam().bytes + post("smuggled"));
  const auto answer = client.read_all();
  EXPECT_EQ(client.ended(), Ended::in_order);
  EXPECT_EQ(status_of(answer), 400);
  EXPECT_EQ(body_of(answer), "refused: " + std::string(reason_text(GetParam().reason)));
  EXPECT_EQ(handler.refused_reason(), reason_text(GetParam().reason));
  EXPECT_TRUE(handler.requests().empty());
  expect_serving(running);
}

std::string with(const std::string& headers, const std::string& body = "") {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

const std::string kChunked = "Transfer-Encoding: chunked\r\n";

INSTANTIATE_TEST_SUITE_P(
    Table, Refusal,
    ::testing::Values(
        BadBytes{"garbage", "\xff\xfe\xfd\r\n\r\n", Reason::not_http},
        BadBytes{"tls_hello_on_a_plain_port", std::string("\x16\x03\x01\x00\xa5\x01", 6),
                 Reason::not_http},
        BadBytes{"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Reason::unsupported_version},
        BadBytes{"http_0_9", "GET /\r\n", Reason::bad_request_line},
        BadBytes{"bare_line_feeds", "GET / HTTP/1.1\n\n", Reason::bad_request_line},
        BadBytes{"nul_in_a_header", with(std::string("x: a\0b\r\n", 8)), Reason::bad_header},
        BadBytes{"folded_header", with("x: a\r\n b\r\n"), Reason::bad_header},
        BadBytes{"blank_before_colon", with("x : a\r\n"), Reason::bad_header},
        BadBytes{"two_lengths", with("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"),
                 Reason::bad_content_length},
        BadBytes{"length_with_plus", with("Content-Length: +35\r\n"), Reason::bad_content_length},
        BadBytes{"length_in_words", with("Content-Length: abc\r\n"), Reason::bad_content_length},
        BadBytes{"length_and_chunked", with("Content-Length: 4\r\n" + kChunked, "0\r\n\r\n"),
                 Reason::conflicting_framing},
        BadBytes{"unknown_transfer_coding", with("Transfer-Encoding: gzip\r\n"),
                 Reason::unsupported_transfer_encoding},
        BadBytes{"negative_chunk", with(kChunked, "-2\r\n"), Reason::bad_chunk},
        BadBytes{"chunk_of_words", with(kChunked, "xyz\r\n"), Reason::bad_chunk},
        BadBytes{"chunk_longer_than_said", with(kChunked, "2\r\nabc\r\n"), Reason::bad_chunk},
        BadBytes{"huge_chunk", with(kChunked, "fffffffffffffff\r\n"), Reason::body_too_large},
        BadBytes{"body_too_large", with("Content-Length: 200000000\r\n"), Reason::body_too_large},
        BadBytes{"too_many_headers",
                 [] {
                   std::string lines;
                   for (int i = 0; i < 101; ++i) lines += "x:\r\n";
                   return with(lines);
                 }(),
                 Reason::head_too_large},
        BadBytes{"long_header", with("x: " + std::string(70'000, 'a') + "\r\n"),
                 Reason::head_too_large}),
    [](const auto& each) { return each.param.name; });

TEST(Robustness, ReportsACutRequestAndAnswersTheClientThatStillListens) {
  for (const std::string part : {"POST / HT", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
                                 "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na"}) {
    RecordingHandler handler;
    RunningListener running(handler);
    auto client = running.connect();
    client.send(part);
    client.half_close();
    EXPECT_EQ(status_of(client.read_all()), 400);
    EXPECT_EQ(handler.refused_reason(), reason_text(Reason::cut_off));
    EXPECT_THAT(handler.refused().at(0).received, StartsWith(part.substr(0, 9)));
    EXPECT_EQ(handler.refused().at(0).arrival.connection, 1U);
  }
}

TEST(Robustness, AClientThatLeavesWithoutAWordIsNotWorthOne) {
  RecordingHandler handler;
  RunningListener running(handler);
  running.connect().close();
  running.connect().close(true);
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_accepted == 2; }));
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
  EXPECT_TRUE(handler.refused().empty());
}

TEST(Robustness, AClientThatResetsWhileItsAnswerIsDelayedIsForgotten) {
  RecordingHandler handler([](const Request&, milliseconds) {
    Answer answer;
    answer.plan.delay = std::chrono::hours(1);
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x"));
  ASSERT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  client.close(true);
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
}

TEST(Robustness, ARefusalWithoutABodySendsNothing) {
  RecordingHandler handler;
  handler.set_refuse([](const MalformedRequest&) { return Answer{}; });
  RunningListener running(handler);
  auto client = running.connect();
  client.send("nonsense\r\n");
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.ended(), Ended::in_order);
}

TEST(Robustness, AnExceptionInTheRefusalSendsNothing) {
  RecordingHandler handler;
  handler.set_refuse([](const MalformedRequest&) -> Answer { throw 1; });
  RunningListener running(handler);
  auto client = running.connect();
  client.send("nonsense\r\n");
  EXPECT_EQ(client.read_all(), "");
  expect_serving(running);
}

// One byte at a time never moves the deadline, in head and body alike.
TEST(Robustness, SlowClientsAreCutAtTheDeadlineAndHoldNobodyUp) {
  for (const std::string begin :
       {"P", "POST / HTTP/1.1\r\nx: ", "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"}) {
    RecordingHandler handler;
    RunningListener running(handler,
                            {.head_timeout = milliseconds(100), .body_timeout = milliseconds(100)});
    std::vector<RawClient> slow;
    for (int i = 0; i < 40; ++i) {
      slow.push_back(running.connect());
      slow.back().send(begin);
    }
    expect_serving(running);
    std::size_t cut = 0;
    ASSERT_TRUE(eventually([&] {
      for (auto& client : slow) client.send("O");
      cut = handler.refused().size();
      return cut == slow.size();
    })) << cut;
    for (const auto& refused : handler.refused()) EXPECT_EQ(refused.reason, Reason::timed_out);
  }
}

TEST(Robustness, AnIdleConnectionIsClosedInTimeAndInOrder) {
  RecordingHandler handler;
  RunningListener running(handler, {.idle_timeout = milliseconds(50)});
  auto silent = running.connect();
  auto kept = running.connect();
  kept.send(post("x"));
  EXPECT_EQ(status_of(kept.read_message()), 200);
  EXPECT_EQ(silent.read_all() + kept.read_all(), "");
  EXPECT_EQ(silent.ended(), Ended::in_order);
  EXPECT_EQ(kept.ended(), Ended::in_order);
  EXPECT_TRUE(handler.refused().empty());
}

TEST(Robustness, AClientThatDoesNotReadItsAnswerIsCut) {
  RecordingHandler handler([](const Request&, milliseconds) {
    Answer answer;
    answer.reply.body = std::string(32 * 1024 * 1024, 'x');
    return answer;
  });
  RunningListener running(handler, {.write_timeout = milliseconds(100)});
  auto client = running.connect();
  client.send(post("x"));
  EXPECT_TRUE(eventually([&] { return handler.requests().size() == 1; }));
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
}

TEST(Robustness, ALargeAnswerArrivesWhole) {
  const std::string large(20 * 1024 * 1024, 'x');
  RecordingHandler handler([&](const Request&, milliseconds) {
    Answer answer;
    answer.reply.body = large;
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(post("x", "Connection: close\r\n"));
  EXPECT_EQ(body_of(client.read_all()), large);
}

class Flood : public ::testing::TestWithParam<BadBytes> {};

TEST_P(Flood, IsCutWithLittleMemory) {
  RecordingHandler handler;
  RunningListener running(handler);
  const auto before = resident_bytes();
  auto client = running.connect();
  const std::string piece = GetParam().name == std::string("endless_small_headers")
                                ? [] {
                                    std::string lines;
                                    for (int i = 0; i < 10'000; ++i) lines += "x: y\r\n";
                                    return lines;
                                  }()
                            : GetParam().name == std::string("endless_chunks")
                                ? "4000\r\n" + std::string(0x4000, 'x') + "\r\n"
                                : std::string(64 * 1024, 'x');
  const auto total = std::size_t{200} * 1024 * 1024;
  flood(client, GetParam().bytes, piece, total / piece.size());
  EXPECT_EQ(handler.refused_reason(), reason_text(GetParam().reason));
  if (!kSanitized) {
    EXPECT_LT(resident_bytes(), before + 16 * 1024 * 1024);
  }
  expect_serving(running);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Flood,
    ::testing::Values(
        BadBytes{"endless_header_line", "GET / HTTP/1.1\r\nx: ", Reason::head_too_large},
        BadBytes{"endless_small_headers", "GET / HTTP/1.1\r\n", Reason::head_too_large},
        BadBytes{"endless_target", "GET /", Reason::head_too_large},
        BadBytes{"endless_garbage", "", Reason::head_too_large},
        BadBytes{"endless_length", "POST / HTTP/1.1\r\nContent-Length: 200000000\r\n\r\n",
                 Reason::body_too_large},
        BadBytes{"endless_chunks", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
                 Reason::body_too_large},
        BadBytes{"endless_chunk_size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0",
                 Reason::bad_chunk}),
    [](const auto& each) { return each.param.name; });

TEST(Robustness, WhatComesBehindABodyAndIsNoRequestIsHandedOn) {
  RecordingHandler handler;
  RunningListener running(handler);
  const std::string cut = "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab";
  const auto following = [&](const std::string& behind) {
    auto client = running.connect();
    client.send(cut + behind);
    (void)client.read_message();
    return handler.requests().back().following;
  };
  EXPECT_EQ(following("\xaf!"), "\xaf!");
  EXPECT_EQ(following("cPOST"), "cPOST");
  EXPECT_EQ(following("\r\n"), "");
  EXPECT_EQ(following(""), "");
  EXPECT_EQ(following(std::string(9000, 'x')), std::string(kFollowingBytesMax, 'x'));
}

TEST(Robustness, ATlsHandshakeOnAPlainPortIsCalledOne) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  client.send(std::string("\x16\x03\x01\x00\xa5\x01", 6));
  EXPECT_EQ(status_of(client.read_all()), 400);
  EXPECT_THAT(handler.refused().back().detail,
              StartsWith("a TLS handshake, where plain HTTP is spoken"));
}

TEST(Robustness, AnEndlessBodyWithoutALengthIsTheNextRequestAndRefused) {
  RecordingHandler handler;
  RunningListener running(handler);
  auto client = running.connect();
  const auto answers =
      flood(client, "POST / HTTP/1.1\r\n\r\n", std::string(64 * 1024, '\xff'), 100);
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(handler.refused_reason(), reason_text(Reason::not_http));
}

TEST(Robustness, AllUnfinishedRequestsTogetherAreBounded) {
  RecordingHandler handler;
  RunningListener running(handler, {.buffered_bytes_max = 4 * 1024 * 1024});
  std::vector<RawClient> clients;
  const auto half =
      "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + std::string(900'000, 'x');
  for (int i = 0; i < 20; ++i) {
    clients.push_back(running.connect());
    clients.back().send(half);
  }
  EXPECT_TRUE(eventually([&] { return handler.refused().size() >= 12; }));
  for (const auto& refused : handler.refused()) EXPECT_EQ(refused.reason, Reason::overloaded);
  clients.clear();
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
  expect_serving(running);
}

// The bounds are those of all clients together; what was read or hung up on counts no longer.
TEST(Robustness, AnswersThatNobodyReadsAreBounded) {
  RecordingHandler handler;
  RunningListener running(handler, {.body_bytes_max = 16 * 1024 * 1024,
                                    .buffered_bytes_max = 64 * 1024 * 1024,
                                    .unread_bytes_max = 8 * 1024 * 1024});
  const std::string body(6 * 1024 * 1024, 'x');  // more than the kernel takes off our hands
  const auto request =
      "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(running.connect());
    clients.back().send(request);
    ASSERT_TRUE(eventually(
        [&] { return running.listener.counters().requests == static_cast<std::uint64_t>(i) + 1; }));
  }
  ASSERT_TRUE(eventually([&] { return handler.refused().size() == 3; }));
  for (const auto& refused : handler.refused()) EXPECT_EQ(refused.reason, Reason::overloaded);
  clients.clear();
  EXPECT_TRUE(eventually([&] { return running.listener.counters().connections_open == 0; }));
  auto again = running.connect();
  again.send(request);
  EXPECT_EQ(body_of(again.read_message()).size(), body.size());
}

TEST(Robustness, ConnectionsBeyondTheLimitAreRefusedWithAReason) {
  RecordingHandler handler;
  RunningListener running(handler, {.connections_max = 2});
  auto first = running.connect();
  auto second = running.connect();
  ASSERT_TRUE(eventually([&] { return running.listener.counters().connections_open == 2; }));
  auto third = running.connect();
  EXPECT_EQ(body_of(third.read_all()), "refused: " + std::string(reason_text(Reason::overloaded)));
  first.close();
  ASSERT_TRUE(eventually([&] { return running.listener.counters().connections_open == 1; }));
  expect_serving(running);
}

}  // namespace
}  // namespace everstrike::mock_server::testing
