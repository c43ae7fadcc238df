#include "mock_server/wire/outbound.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = Outbound::Clock::time_point;

const Time kStart{seconds(1000)};

// Does all the steps, as the connection would, taking at most `piece` bytes at a time; gives what
// left when ("0:ab 1000:c") and how it ended.
std::string run(Outbound outbound, std::size_t piece = 1000) {
  std::string seen;
  Time now = kStart;
  for (;;) {
    const auto step = outbound.next(now);
    if (const auto* wait = std::get_if<Outbound::Wait>(&step)) {
      if (wait->until <= now) return seen + "does not wait";
      now = wait->until;
    } else if (const auto* send = std::get_if<Outbound::Send>(&step)) {
      const auto part = send->bytes.substr(0, piece);
      seen += std::to_string(std::chrono::duration_cast<milliseconds>(now - kStart).count()) + ":" +
              std::string(part) + " ";
      outbound.sent(part.size());
    } else {
      const char* const ends[] = {"keep", "close", "reset", "hang"};
      return seen + ends[static_cast<int>(std::get<Outbound::Finished>(step).end)];
    }
  }
}

TEST(Outbound, SendsEverythingAtOnce) {
  EXPECT_EQ(run({"abc", "", {}, kStart}), "0:abc keep");
  EXPECT_EQ(run({"abc", "", {}, kStart}, 2), "0:ab 0:c keep");
  EXPECT_EQ(run({"", "", {}, kStart}), "keep");
}

TEST(Outbound, CutsAcrossHeadAndBody) {
  EXPECT_EQ(run({"head", "body", {}, kStart}), "0:head 0:body keep");
  EXPECT_EQ(run({"head", "body", {.cut_after = 6}, kStart}), "0:head 0:bo close");
  EXPECT_EQ(run({"head", "body", {.cut_after = 3}, kStart}), "0:hea close");
}

TEST(Outbound, AsksForWhatIsStillToBeMade) {
  Outbound outbound("head", "", {.end = WireEnd::close}, kStart);
  outbound.expect_more();
  outbound.sent(4);
  EXPECT_TRUE(std::holds_alternative<Outbound::Fetch>(outbound.next(kStart)));
  outbound.add("", false);  // nothing yet
  EXPECT_TRUE(std::holds_alternative<Outbound::Fetch>(outbound.next(kStart)));
  outbound.add("piece", true);
  EXPECT_EQ(std::get<Outbound::Send>(outbound.next(kStart)).bytes, "piece");
  outbound.sent(5);
  EXPECT_EQ(std::get<Outbound::Finished>(outbound.next(kStart)).end, WireEnd::close);
}

TEST(Outbound, WaitsForItsDelay) {
  EXPECT_EQ(run({"abc", "", {.delay = milliseconds(300)}, kStart}), "300:abc keep");
  EXPECT_EQ(run({"", "", {.delay = milliseconds(300), .end = WireEnd::hang}, kStart}), "hang");
}

TEST(Outbound, CutsAtTheByte) {
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 2, .end = WireEnd::reset}, kStart}), "0:ab reset");
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 0, .end = WireEnd::hang}, kStart}), "hang");
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 6, .end = WireEnd::hang}, kStart}), "0:abcdef hang");
}

TEST(Outbound, ACutAnswerCannotKeepTheConnection) {
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 5}, kStart}), "0:abcde close");
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 6}, kStart}), "0:abcdef keep");
  EXPECT_EQ(run({"abcdef", "", {.cut_after = 7}, kStart}), "0:abcdef keep");
}

TEST(Outbound, DribblesAtItsRate) {
  EXPECT_EQ(run({"abc", "", {.bytes_per_second = 2}, kStart}), "0:a 500:b 1000:c keep");
  EXPECT_EQ(run({"abc", "", {.delay = milliseconds(100), .bytes_per_second = 1}, kStart}),
            "100:a 1100:b 2100:c keep");
}

TEST(Outbound, AFastDribbleTakesFewSteps) {
  const auto seen = run({std::string(10'000, 'x'), "", {.bytes_per_second = 10'000}, kStart});
  EXPECT_LE(std::count(seen.begin(), seen.end(), ':'), 201);
  EXPECT_GE(std::count(seen.begin(), seen.end(), ':'), 100);
}

TEST(Outbound, ADribbleOfNothingASecondStillMoves) {
  EXPECT_EQ(run({"ab", "", {.bytes_per_second = 0}, kStart}), "0:a 1000:b keep");
}

TEST(Outbound, ARawAnswerTakesTheReplysPlace) {
  EXPECT_EQ(run({"abc", "", {.cut_after = 2, .end = WireEnd::close, .raw_answer = "xyz"}, kStart}),
            "0:xy close");
}

}  // namespace
}  // namespace everstrike::mock_server
