#include "mock_server/feed/feed_session.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A client of a session, whose time is ours.
class FeedSessionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    parts_.clock = std::make_shared<FakeClock>(1'700'000'000'000);
    parts_.seed = 7;
    parts_.knows_key = [](std::string_view key) { return key == "k"; };
    parts_.fate_of = [this](std::string_view, std::string_view, std::string_view) {
      return std::exchange(fate_, {});
    };
    parts_.note = [this](const FeedNote& note) {
      if (note.event == FeedNote::Event::sent) sent_.push_back(note.text);
      if (note.event == FeedNote::Event::closed) closed_ = note.code.value_or(0);
    };
    begin();
  }
  void begin() {
    session_.reset();
    floor_ = std::make_unique<ExchangeFloor>(parts_.options.limits);
    session_ = std::make_unique<FeedSession>(parts_, *floor_, 1, "127.0.0.1");
    session_->begin([] {}, now_);
    sent_.clear();
    closed_ = 0;
  }
  void say(const std::string& op, const std::string& content) {
    const std::string text = R"({"op":")" + op + R"(","content":")" + content + "\"}";
    std::string frame = "\x81";
    frame += static_cast<char>(0x80 | text.size());
    frame += std::string(4, '\0') + text;
    EXPECT_EQ(session_->receive(frame, now_), frame.size());
  }
  void pass(milliseconds time) {
    now_ += time;
    session_->at_time(now_);
  }
  [[nodiscard]] bool last_has(std::string_view text) const {
    return !sent_.empty() && sent_.back().find(text) != std::string::npos;
  }

  FeedParts parts_;
  MessageFate fate_;
  std::vector<std::string> sent_;
  int closed_ = 0;
  std::unique_ptr<ExchangeFloor> floor_;
  std::unique_ptr<FeedSession> session_;
  Session::Time now_{std::chrono::hours(1)};
};

TEST_F(FeedSessionTest, TellsThePriceAtOnceAndThenEachSecond) {
  say("sub", "USD_BTC_PERP:index");
  ASSERT_EQ(sent_.size(), 2U);
  EXPECT_TRUE(last_has(R"("index":50000,)"));
  pass(milliseconds(999));
  EXPECT_EQ(sent_.size(), 2U);
  pass(milliseconds(1));
  EXPECT_EQ(sent_.size(), 3U);
  const auto first_run = sent_;
  begin();
  say("sub", "USD_BTC_PERP:index");
  pass(seconds(5));
  EXPECT_EQ(sent_, first_run) << "the same seed, the same sequence, whatever the times";
}

TEST_F(FeedSessionTest, HoldsAPriceThatWasSetByHand) {
  say("sub", "USD_BTC_PERP:index");
  floor_->hold_price("USD_BTC_PERP", 61'000.5);
  session_->at_time(now_);
  EXPECT_TRUE(last_has(R"("index":61000.5,)"));
  const auto count = sent_.size();
  pass(seconds(3));
  EXPECT_EQ(sent_.size(), count);
}

TEST_F(FeedSessionTest, DropsWhoNeitherSubscribesNorAuthenticates) {
  pass(milliseconds(29'999));
  EXPECT_EQ(closed_, 0);
  pass(milliseconds(1));
  EXPECT_EQ(closed_, 1008);
  begin();
  say("auth_api", "k");
  pass(seconds(31));
  EXPECT_EQ(closed_, 0);
}

TEST_F(FeedSessionTest, KeepsTheDocumentedLimits) {
  say("sub_pair", "USD_BTC_PERP");
  say("sub_pair", "USD_ETH_PERP");
  EXPECT_TRUE(last_has("public categories"));
  EXPECT_EQ(closed_, 1008);
  begin();
  say("auth_api", "k");
  for (int i = 0; i < 19; ++i) say("status", "x");
  EXPECT_EQ(closed_, 0);
  say("status", "x");
  EXPECT_EQ(closed_, 1008);
}

TEST_F(FeedSessionTest, TellsOrdersToTheirOwnerAlone) {
  const OrderNews news{.kind = Effect::Kind::cancelled,
                       .pair = "USD_BTC_PERP",
                       .status = "CANCELLED",
                       .order_json = R"({"id":"1"})"};
  floor_->tell("k", {news}, 0);
  session_->at_time(now_);
  EXPECT_TRUE(sent_.empty());
  say("auth_api", "nobody");
  EXPECT_TRUE(last_has(R"("category":"error")"));
  say("auth_api", "k");
  floor_->tell("k", {news}, 0);
  floor_->tell("other", {news}, 0);
  session_->at_time(now_);
  EXPECT_TRUE(last_has(R"("result":{"order":{"id":"1","msg":"null"},"msg":"null"})"));
  EXPECT_EQ(sent_.size(), 3U);
}

TEST_F(FeedSessionTest, IsStruckByFaults) {
  say("sub", "USD_BTC_PERP:index");
  fate_ = {.kind = MessageFate::Kind::lost};
  pass(seconds(1));
  EXPECT_EQ(sent_.size(), 2U);
  fate_ = {.kind = MessageFate::Kind::doubled};
  pass(seconds(1));
  ASSERT_EQ(sent_.size(), 4U);
  EXPECT_EQ(sent_[2], sent_[3]);
  fate_ = {.kind = MessageFate::Kind::cut, .close_code = 4001};
  pass(seconds(1));
  EXPECT_EQ(closed_, 4001);
  EXPECT_EQ(session_->end(), WireEnd::close);
}

TEST_F(FeedSessionTest, CutsWhoDoesNotRead) {
  say("sub", "USD_BTC_PERP:depth");
  for (int i = 0; i < 2'000 && !session_->end(); ++i) pass(milliseconds(1000 * (i % 2)));
  EXPECT_EQ(session_->end(), WireEnd::reset);
  EXPECT_TRUE(session_->output().empty());
}

// Who asks for very much in one piece is answered piece by piece, as fast as it reads.
TEST_F(FeedSessionTest, AnswersThousandsOfMessagesInOnePiece) {
  const std::string one = std::string("\x81\x81", 2) + std::string(4, '\0') + "x";
  std::string all;
  for (int i = 0; i < 5'000; ++i) all += one;
  std::string_view left = all;
  while (!left.empty()) {
    ASSERT_TRUE(session_->wants_more());
    left.remove_prefix(session_->receive(left, now_));
    EXPECT_LE(session_->output().size(), 16U * 1024);
    if (!left.empty()) {
      EXPECT_FALSE(session_->wants_more());
      EXPECT_EQ(session_->receive(left, now_), 0U);
    }
    session_->sent(session_->output().size());
  }
  EXPECT_EQ(sent_.size(), 5'000U);
  EXPECT_EQ(session_->end(), std::nullopt);
}

}  // namespace
}  // namespace everstrike::mock_server
