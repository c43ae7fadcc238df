// What takes long is made beside the loop: nobody else waits for it, and what is long is made as it
// is read. One worker, and work that lasts until the test lets it end, so nothing here depends on
// how fast the machine is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <thread>

#include "mock_server/test/wire_testing.hpp"

namespace everstrike::mock_server::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// Gives pieces of one letter each, and notes how many were made.
class Letters : public BodySource {
 public:
  Letters(std::size_t pieces, std::size_t bytes, std::atomic<std::size_t>& made)
      : pieces_(pieces), bytes_(bytes), made_(made) {}
  Piece next(const Patience&) override {
    const std::size_t n = made_++;
    if (fails_at_ && n == *fails_at_) throw std::runtime_error("gone");
    return {std::string(bytes_, static_cast<char>('a' + n % 26)), n + 1 == pieces_};
  }
  std::optional<std::size_t> fails_at_ = std::nullopt;

 private:
  std::size_t pieces_;
  std::size_t bytes_;
  std::atomic<std::size_t>& made_;
};

std::string get(std::string_view path, int minor = 1) {
  return "GET " + std::string(path) + " HTTP/1." + std::to_string(minor) + "\r\nHost: x\r\n\r\n";
}

Answer text(std::string body) {
  return {.reply = {.content_type = "text/plain", .body = std::move(body)}};
}

TEST(Errands, KeepNobodyElseWaiting) {
  std::atomic<bool> may_end = false;
  RecordingHandler handler([&](const Request& request, std::chrono::milliseconds) -> Answer {
    if (request.head.path() != "/slow") return text("fast");
    return {.later = [&](const Patience&) {
      may_end.wait(false);
      return text("slow");
    }};
  });
  RunningListener running(handler, {.workers = 1});
  auto slow = running.connect();
  slow.send(get("/slow") + get("/behind"));
  auto other = running.connect();
  for (int i = 0; i < 500; ++i) {
    other.send(get("/fast"));
    ASSERT_EQ(body_of(other.read_message()), "fast");
  }
  EXPECT_TRUE(slow.is_silent(std::chrono::milliseconds(1)));
  may_end = true;
  may_end.notify_all();
  // The answers of one connection stay in the order of its requests.
  EXPECT_EQ(body_of(slow.read_message()), "slow");
  EXPECT_EQ(body_of(slow.read_message()), "fast");
}

TEST(Errands, AreNotKeptWaitingByASlowOne) {
  std::atomic<bool> may_end = false;
  RecordingHandler handler([&](const Request& request, std::chrono::milliseconds) -> Answer {
    Answer answer;
    const bool is_slow = request.head.path() == "/slow";
    answer.pace = request.head.path() == "/quick" ? Pace::quick : Pace::slow;
    answer.later = [&may_end, is_slow](const Patience&) {
      if (is_slow) may_end.wait(false);
      return text("made");
    };
    return answer;
  });
  const auto let_end = [&] {
    may_end = true;
    may_end.notify_all();
  };
  RunningListener running(handler, {.workers = 1});
  // However this ends, the listener waits for what is being made.
  const std::shared_ptr<void> at_the_end(nullptr, [&](void*) { let_end(); });
  auto slow = running.connect();
  slow.send(get("/slow"));
  auto other = running.connect();
  for (const auto* path : {"/quick", "/slow-but-not-now"}) {
    other.send(get(path));
    EXPECT_EQ(body_of(other.read_message()), "made");
  }
  EXPECT_TRUE(slow.is_silent(std::chrono::milliseconds(1)));
  let_end();
  EXPECT_EQ(body_of(slow.read_message()), "made");
}

TEST(Errands, GiveLengthsToWhatFitsIntoAPieceAndChunksToTheRest) {
  std::atomic<std::size_t> made = 0;
  std::size_t pieces = 1;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) -> Answer {
    made = 0;
    return {.later = [&](const Patience&) {
      Answer answer = text("<");
      answer.body = std::make_shared<Letters>(pieces, 2, made);
      return answer;
    }};
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(get("/"));
  EXPECT_EQ(client.read_message(),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n<aa");
  pieces = 3;
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\n<aa\r\n2\r\nbb\r\n2\r\ncc\r\n0\r\n\r\n";
  client.send(get("/") + get("/"));
  EXPECT_EQ(client.read_exactly(2 * chunked.size()), chunked + chunked);
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + get("/", 0));
  const auto rest = client.read_all();
  EXPECT_THAT(rest, HasSubstr("Transfer-Encoding: chunked\r\n\r\nHTTP/1.1 200 OK"));
  EXPECT_THAT(rest, EndsWith("Connection: close\r\n\r\n<aabbcc"));
}

TEST(Errands, MakeOnlyWhatIsRead) {
  constexpr std::size_t kPieces = 10'000;
  std::atomic<std::size_t> made = 0;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) -> Answer {
    Answer answer = text("");
    answer.body = std::make_shared<Letters>(kPieces, BodySource::kPieceBytesMax, made);
    return answer;
  });
  RunningListener running(handler, {.workers = 1});
  auto client = running.connect();
  client.send(get("/"));
  EXPECT_THAT(client.read_exactly(1000), HasSubstr("chunked"));
  // The kernel's buffers are filled and then nothing more is made.
  std::size_t before = 0;
  EXPECT_TRUE(eventually([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return std::exchange(before, made.load()) == made;
  }));
  EXPECT_LT(made, kPieces / 10);
}

TEST(Errands, EndUnfinishedWhereTheRestCannotBeHad) {
  std::atomic<std::size_t> made = 0;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) -> Answer {
    auto letters = std::make_shared<Letters>(5, 2, made);
    letters->fails_at_ = 2;
    Answer answer = text("");
    answer.body = letters;
    return answer;
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(get("/"));
  EXPECT_THAT(client.read_all(), Not(HasSubstr("\r\n0\r\n")));
  EXPECT_EQ(client.ended(), Ended::by_reset);
}

TEST(Errands, AreGivenUpWhenNobodyWaits) {
  std::atomic<int> begun = 0;
  std::atomic<int> given_up = 0;
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) -> Answer {
    return {.later = [&](const Patience& patience) -> Answer {
      ++begun;
      try {
        for (;;) {
          patience.check();
          std::this_thread::yield();
        }
      } catch (const NoLongerWanted&) {
        ++given_up;
        throw;
      }
    }};
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(get("/"));
  ASSERT_TRUE(eventually([&] { return begun == 1; }));
  client.close(true);
  EXPECT_TRUE(eventually([&] { return given_up == 1; }));
  auto last = running.connect();
  last.send(get("/"));
  ASSERT_TRUE(eventually([&] { return begun == 2; }));
  EXPECT_FALSE(
      running.listener.drain(std::chrono::milliseconds(1)));  // the end does not wait either
  EXPECT_EQ(given_up, 2);
}

TEST(Errands, FailLikeHandlers) {
  RecordingHandler handler([&](const Request&, std::chrono::milliseconds) -> Answer {
    return {.later = [](const Patience&) -> Answer { throw std::runtime_error("no"); }};
  });
  RunningListener running(handler);
  auto client = running.connect();
  client.send(get("/"));
  EXPECT_EQ(status_of(client.read_message()), 500);
}

}  // namespace
}  // namespace everstrike::mock_server::testing
