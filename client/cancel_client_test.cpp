#include "client/cancel_client.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;

// A network that plays answers in order and remembers what was asked.
class ScriptedTransport final : public Transport {
 public:
  explicit ScriptedTransport(std::deque<Expected<HttpReply, TransportError>> script)
      : script_(std::move(script)) {}

  Expected<HttpReply, TransportError> post(const HttpRequest& request) override {
    requests.push_back(request);
    auto answer = script_.front();
    script_.pop_front();
    return answer;
  }

  std::vector<HttpRequest> requests;

 private:
  std::deque<Expected<HttpReply, TransportError>> script_;
};

HttpReply reply(int status, std::string body, std::string retry_after = "") {
  HttpReply made;
  made.status = status;
  made.body = std::move(body);
  made.retry_after = std::move(retry_after);
  return made;
}

const std::string kUnavailable = R"({"code":503,"msg":"Invalid request","result":{}})";
const std::string kCancelledAlready =
    R"({"code":503,"msg":"The order is already cancelled","result":{}})";
const std::string kNotFound = R"({"code":503,"msg":"The order was not found","result":{}})";

std::string cancelled(const std::string& id) {
  return R"({"code":200,"msg":"null","result":{"id":")" + id + R"("}})";
}

class CancelClientTest : public ::testing::Test {
 protected:
  CancelReport cancel(ScriptedTransport& transport, std::string_view id,
                      CancelOptions options = {}) {
    Hands hands;
    hands.now = [this] { return now_; };
    hands.sleep = [this](milliseconds delay) {
      slept_.push_back(delay);
      now_ += delay;
    };
    hands.dice = [] { return 0.0; };
    CancelClient client(transport, {"demo-key", signing::PreparedKey("demo-secret")}, options,
                        hands);
    return client.cancel(id);
  }

  std::chrono::steady_clock::time_point now_{};
  std::vector<milliseconds> slept_;
};

// Signatures made with Python: base64(hmac(b"demo-secret", body, sha256)).
TEST_F(CancelClientTest, SignsTheVeryBytesItSends) {
  ScriptedTransport transport({reply(200, cancelled("849cdea0395411e98f54b395ae9c7bb6"))});
  const auto report = cancel(transport, "849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(report.outcome.kind, OutcomeKind::confirmed);
  ASSERT_EQ(transport.requests.size(), 1U);
  const auto& request = transport.requests[0];
  EXPECT_EQ(request.path, "/auth/cancel");
  EXPECT_EQ(request.content_type, "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body, "id=849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(request.headers, (std::vector<std::pair<std::string, std::string>>{
                                 {"x-api-key", "demo-key"},
                                 {"x-signature", "WFBhwSmqVmyQk6f/rV5NirD7dt1Qe4xYAjshII1bBdE="}}));
}

TEST_F(CancelClientTest, AnIdIsTextAndSurvivesEveryCharacter) {
  const std::string id = "0071 ä&~+=%/\n";
  ScriptedTransport transport({reply(307, "")});
  (void)cancel(transport, id);
  EXPECT_EQ(transport.requests[0].body, "id=0071+%C3%A4%26%7E%2B%3D%25%2F%0A");
  EXPECT_EQ(transport.requests[0].headers[1].second,
            "Cu7Bae2cXk+tPl+kVm+I4hAmgxsfRx8Y3E7wpSgMLGo=");
}

TEST_F(CancelClientTest, SendsTheSameBytesAgainAfterA503) {
  ScriptedTransport transport(
      {reply(503, kUnavailable), reply(503, kUnavailable), reply(200, cancelled("a"))});
  const auto report = cancel(transport, "a");
  EXPECT_EQ(report.outcome.kind, OutcomeKind::confirmed);
  EXPECT_FALSE(report.outcome.inferred);
  EXPECT_EQ(report.attempts.size(), 3U);
  EXPECT_EQ(slept_, (std::vector<milliseconds>{milliseconds(100), milliseconds(200)}));
  EXPECT_EQ(transport.requests[0].body, transport.requests[2].body);
  EXPECT_EQ(transport.requests[0].headers, transport.requests[2].headers);
}

TEST_F(CancelClientTest, ALostAnswerAndThenAlreadyCancelledIsConfirmedByInference) {
  ScriptedTransport transport({Unexpected<TransportError>({TransportFault::broken, true, "cut"}),
                               reply(503, kCancelledAlready)});
  const auto report = cancel(transport, "a");
  EXPECT_EQ(report.outcome.kind, OutcomeKind::confirmed);
  EXPECT_TRUE(report.outcome.inferred);
}

TEST_F(CancelClientTest, ALostAnswerAndThenNotFoundIsUnknown) {
  ScriptedTransport transport(
      {Unexpected<TransportError>({TransportFault::broken, true, "cut"}), reply(503, kNotFound)});
  EXPECT_EQ(cancel(transport, "a").outcome.kind, OutcomeKind::unknown);
}

TEST_F(CancelClientTest, NotFoundAtOnceIsARejectionWithoutARetry) {
  ScriptedTransport transport({reply(503, kNotFound)});
  EXPECT_EQ(cancel(transport, "a").outcome.kind, OutcomeKind::rejected);
  EXPECT_TRUE(slept_.empty());
}

TEST_F(CancelClientTest, NothingButRefusedConnectionsIsARejection) {
  const TransportError refused{TransportFault::unreachable, false, "no connection"};
  using Answer = Expected<HttpReply, TransportError>;
  ScriptedTransport transport({Answer(tl::unexpect, refused), Answer(tl::unexpect, refused),
                               Answer(tl::unexpect, refused), Answer(tl::unexpect, refused)});
  const auto report = cancel(transport, "a");
  EXPECT_EQ(report.outcome.kind, OutcomeKind::rejected);
  EXPECT_EQ(report.outcome.reason, "nothing was cancelled after 4 attempts: no connection");
}

TEST_F(CancelClientTest, RetryAfterIsWaitedForUnlessItPassesTheDeadline) {
  ScriptedTransport patient({reply(503, kUnavailable, "7"), reply(200, cancelled("a"))});
  EXPECT_EQ(cancel(patient, "a").outcome.kind, OutcomeKind::confirmed);
  EXPECT_EQ(slept_, std::vector<milliseconds>{milliseconds(7000)});
  slept_.clear();
  ScriptedTransport hurried({reply(503, kUnavailable, "31")});
  EXPECT_EQ(cancel(hurried, "a").outcome.kind, OutcomeKind::unknown);
  EXPECT_TRUE(slept_.empty());
}

TEST_F(CancelClientTest, AnAttemptNeverLastsBeyondTheDeadline) {
  CancelOptions options;
  options.retry.deadline = milliseconds(1000);
  options.attempt_timeout = milliseconds(950);
  ScriptedTransport transport({reply(503, kUnavailable), reply(200, cancelled("a"))});
  (void)cancel(transport, "a", options);
  EXPECT_EQ(transport.requests[0].timeout, milliseconds(950));
  EXPECT_EQ(transport.requests[1].timeout, milliseconds(900));
}

TEST(IsHeaderText, RefusesControlCharacters) {
  EXPECT_TRUE(is_header_text(""));
  EXPECT_TRUE(is_header_text("<YOUR_API_KEY> ü"));
  EXPECT_FALSE(is_header_text("key\r\nx-other: 1"));
  EXPECT_FALSE(is_header_text(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace everstrike::client
