// Every fault as a client sees it, byte by byte, over plain TCP and inside TLS. The server is the
// whole mock; it answers "faithfully", so nothing but the fault stands in the answer. The struck
// answer is the documented error, whose bytes are known.
#include <gtest/gtest.h>

#include <chrono>
#include <ostream>
#include <stdexcept>

#include "mock_server/server.hpp"
#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server {
namespace {

using testing::Ended;
using testing::RawClient;

const std::string kBody = R"({"code":503,"msg":"Invalid request","result":{}})";
const std::string kStatusLine = "HTTP/1.1 503 Service Unavailable\r\n";
const std::string kType = "Content-Type: application/json; charset=utf-8\r\n";

std::string length(std::size_t n) { return "Content-Length: " + std::to_string(n) + "\r\n"; }

const std::string kHead = kStatusLine + kType + length(48) + "\r\n";
const std::string kWhole = kHead + kBody;

// The documented page's Python example, with the signature that the example makes.
const std::string kRequest =
    "POST /auth/cancel HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nx-api-key: \r\n"
    "x-signature: kz30+hraUsfsmR6aCaggIubj54JC3XHnm3ETZt7biLU=\r\nContent-Length: 17\r\n\r\n"
    "id=32302131320dqe";

struct Case {
  std::string name;
  Fault fault;
  std::string bytes;  // everything that is sent
  Ended ended;        // still_open: the connection may be used again
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

std::string chunked(const std::string& rest) {
  return kStatusLine + kType + "Transfer-Encoding: chunked\r\n\r\n" + rest;
}

std::vector<Case> cases() {
  using Length = TruncateBody::Length;
  using Kind = BadChunks::Kind;
  const std::string moved = R"({"code":307,"msg":"Moved","result":{}})";
  const std::string chunk = kBody + "\r\n";
  return {
      {"answer_status", AnswerStatus{503}, kWhole, Ended::still_open},
      {"answer_status_empty",
       AnswerStatus{.status = 500, .body = BodyKind::empty, .retry_after_s = 2},
       "HTTP/1.1 500 Internal Server Error\r\n" + kType + length(0) + "Retry-After: 2\r\n\r\n",
       Ended::still_open},
      {"answer_status_unregistered", AnswerStatus{.status = 999, .body = BodyKind::empty},
       "HTTP/1.1 999 Unknown\r\n" + kType + length(0) + "\r\n", Ended::still_open},
      {"answer_status_malformed", AnswerStatus{.status = 503, .body = BodyKind::malformed_json},
       kStatusLine + kType + length(46) + "\r\n" + kBody.substr(0, 46), Ended::still_open},
      {"delay_reply", DelayReply{FixedDelay{60}}, kWhole, Ended::still_open},
      {"truncate_full", TruncateBody{.keep = 10}, kHead + kBody.substr(0, 10), Ended::in_order},
      {"truncate_honest", TruncateBody{.keep = 10, .content_length = Length::honest},
       kStatusLine + kType + length(10) + "\r\n" + kBody.substr(0, 10), Ended::still_open},
      {"truncate_to_nothing", TruncateBody{.keep = 0}, kHead, Ended::in_order},
      {"cut_status_line", CutHeaders{5}, "HTTP/", Ended::in_order},
      {"cut_headers", CutHeaders{40}, kHead.substr(0, 40), Ended::in_order},
      {"cut_headers_never_reaches_the_body", CutHeaders{9999}, kHead.substr(0, kHead.size() - 2),
       Ended::in_order},
      {"reset_before_any_byte", ResetPeer{}, "", Ended::by_reset},
      {"reset_in_the_body", ResetPeer{kHead.size() + 7}, kWhole.substr(0, kHead.size() + 7),
       Ended::by_reset},
      {"reset_after_all", ResetPeer{100'000}, kWhole, Ended::by_reset},
      {"close_silently", CloseSilently{}, "", Ended::in_order},
      {"dribble", Dribble{2'000}, kWhole, Ended::still_open},
      {"garbage_text", Garbage{.text = "SSH-2.0-OpenSSH_9.2\r\n"}, "SSH-2.0-OpenSSH_9.2\r\n",
       Ended::in_order},
      {"redirect", Redirect{.location = "http://127.0.0.1:9/x"},
       "HTTP/1.1 307 Temporary Redirect\r\n" + kType + length(moved.size()) +
           "Location: http://127.0.0.1:9/x\r\n\r\n" + moved,
       Ended::still_open},
      {"stub",
       Stub{.status = 418, .content_type = "text/plain", .headers = {{"X-A", "b"}}, .body = "tea"},
       "HTTP/1.1 418 I'm a teapot\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nX-A: "
       "b\r\n\r\ntea",
       Ended::still_open},
      {"duplicate_headers",
       DuplicateHeaders{{RepeatedHeader::content_type, RepeatedHeader::content_length}},
       kStatusLine + kType + kType + length(48) + length(48) + "\r\n" + kBody, Ended::still_open},
      {"length_too_long", WrongContentLength{5}, kStatusLine + kType + length(53) + "\r\n" + kBody,
       Ended::in_order},
      {"length_too_short", WrongContentLength{-5},
       kStatusLine + kType + length(43) + "\r\n" + kBody, Ended::in_order},
      {"two_lengths", DoubleContentLength{1},
       kStatusLine + kType + length(48) + length(49) + "\r\n" + kBody, Ended::in_order},
      {"chunk_size_not_hex", BadChunks{}, chunked("zz\r\n" + chunk + "0\r\n\r\n"), Ended::in_order},
      {"chunk_size_negative", BadChunks{Kind::negative}, chunked("-1\r\n" + chunk + "0\r\n\r\n"),
       Ended::in_order},
      {"chunk_size_overflow", BadChunks{Kind::overflow},
       chunked("ffffffffffffffffff\r\n" + chunk + "0\r\n\r\n"), Ended::in_order},
      {"chunk_too_large", BadChunks{Kind::too_large}, chunked("418\r\n" + kBody), Ended::in_order},
      {"interim", InterimAnswers{.statuses = {100, 102, 103, 150}, .headers = {{"X-A", "b"}}},
       "HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 102 Processing\r\nX-A: b\r\n\r\n"
       "HTTP/1.1 103 Early Hints\r\nX-A: b\r\n\r\nHTTP/1.1 150 Unknown\r\nX-A: b\r\n\r\n" +
           kWhole,
       Ended::still_open},
      {"stub_bytes", Stub{.body = std::string("\0\xff", 2)},
       "HTTP/1.1 200 OK\r\n" + kType + length(2) + "\r\n" + std::string("\0\xff", 2),
       Ended::still_open},
      {"chunks_without_end", BadChunks{Kind::no_end}, chunked("30\r\n" + chunk), Ended::in_order},
  };
}

class Mock {
 public:
  Mock(bool tls, std::vector<Rule> rules) : tls_(tls), server_(options(tls, std::move(rules))) {
    EXPECT_TRUE(server_.start());
  }

  RawClient connect() {
    RawClient client(server_.port());
    if (tls_) {
      EXPECT_TRUE(client.begin_tls());
    }
    return client;
  }

 private:
  static Options options(bool tls, std::vector<Rule> rules) {
    static const auto context = testing::self_signed_context();
    Options options;
    if (tls) options.listen.tls = context;
    options.rules = std::move(rules);
    options.faithful = true;
    return options;
  }

  bool tls_;
  Server server_;
};

std::vector<Rule> first_request(Fault fault) {
  return {{.id = "fault", .ordinals = {{1, 1}}, .fault = std::move(fault)}};
}

class FaultOnTheWire : public ::testing::TestWithParam<std::tuple<Case, bool>> {};

TEST_P(FaultOnTheWire, IsExactlyThat) {
  const auto& [expected, tls] = GetParam();
  Mock mock(tls, first_request(expected.fault));
  auto client = mock.connect();
  auto bystander = mock.connect();
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(client.send(kRequest));
  EXPECT_EQ(client.read_exactly(expected.bytes.size()), expected.bytes);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (expected.name == "delay_reply") {
    EXPECT_GE(took.count(), 0.060);
  } else if (expected.name == "dribble") {
    EXPECT_GE(took.count(), static_cast<double>(expected.bytes.size() - 1) / 2'000);
  }
  if (expected.ended == Ended::still_open) {
    client.send(kRequest);
    EXPECT_EQ(testing::status_of(client.read_message()), 200);
  } else {
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.ended(), expected.ended);
  }
  // The fault met one connection and no other.
  bystander.send(kRequest);
  EXPECT_EQ(testing::status_of(bystander.read_message()),
            expected.ended == Ended::still_open ? 503 : 200);
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultOnTheWire,
                         ::testing::Combine(::testing::ValuesIn(cases()), ::testing::Bool()),
                         [](const auto& each) {
                           return std::get<0>(each.param).name +
                                  (std::get<1>(each.param) ? "_tls" : "_plain");
                         });

// What the date says must not depend on when a test runs. Python's email.utils writes it like that.
TEST(FaultOfRetryAfter, IsADateOfTheMocksClockBesideADateHeader) {
  Options options;
  options.faithful = true;
  options.clock = std::make_shared<FakeClock>(784'111'777'999);
  options.rules = first_request(AnswerStatus{.status = 503,
                                             .body = BodyKind::empty,
                                             .retry_after_s = 86'400,
                                             .retry_after_as = RetryAfterForm::date});
  Server server(std::move(options));
  ASSERT_TRUE(server.start());
  RawClient client(server.port());
  ASSERT_TRUE(client.send(kRequest));
  EXPECT_EQ(client.read_message(), kStatusLine + kType + length(0) +
                                       "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                       "Retry-After: Mon, 07 Nov 1994 08:49:37 GMT\r\n\r\n");
}

class FaultOnBothCarriers : public ::testing::TestWithParam<bool> {};

TEST_P(FaultOnBothCarriers, HangSaysSoMuchAndThenNothing) {
  Mock mock(GetParam(), {{.id = "hang", .ordinals = {{1, 1}}, .fault = Hang{}},
                         {.id = "later", .ordinals = {{2, 2}}, .fault = Hang{20}}});
  auto at_once = mock.connect();
  at_once.send(kRequest);
  EXPECT_TRUE(at_once.is_silent(std::chrono::milliseconds(80)));
  auto later = mock.connect();
  later.send(kRequest);
  EXPECT_EQ(later.read_exactly(20), kWhole.substr(0, 20));
  EXPECT_TRUE(later.is_silent(std::chrono::milliseconds(80)));
  auto other = mock.connect();
  other.send(kRequest);
  EXPECT_EQ(testing::status_of(other.read_message()), 200);
}

TEST(FaultAtAccept, ResetsTheConnectionAndNoOther) {
  Mock mock(
      false,
      {{.id = "door", .ordinals = {{2, 3}}, .phase = Phase::at_accept, .fault = ResetPeer{}}});
  std::string seen;
  for (const bool is_reset : {false, true, true, false}) {
    try {
      auto client = mock.connect();
      // Of a reset connection nothing is sent: the error would be the sending's, not the reading's.
      if (!is_reset) client.send(kRequest);
      const bool answered = !client.read_exactly(1).empty();
      EXPECT_EQ(client.ended(), answered ? Ended::still_open : Ended::by_reset);
      seen += answered ? 'a' : 'r';
    } catch (const std::runtime_error&) {
      seen += 'r';  // it was reset before connect() had returned
    }
  }
  EXPECT_EQ(seen, "arra");
}

TEST_P(FaultOnBothCarriers, DrawnGarbageIsTheSameInEveryRun) {
  const auto garbage = [&] {
    Mock mock(GetParam(), first_request(Garbage{.bytes = 100}));
    auto client = mock.connect();
    client.send(kRequest);
    std::string bytes = client.read_all();
    EXPECT_EQ(client.ended(), Ended::in_order);
    return bytes;
  };
  const std::string bytes = garbage();
  EXPECT_EQ(bytes.size(), 100U);
  EXPECT_NE(bytes.substr(0, 4), "HTTP");
  EXPECT_EQ(garbage(), bytes);
}

INSTANTIATE_TEST_SUITE_P(Carriers, FaultOnBothCarriers, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "tls" : "plain"; });

}  // namespace
}  // namespace everstrike::mock_server
