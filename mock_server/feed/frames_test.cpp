#include "mock_server/feed/frames.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace everstrike::mock_server {
namespace {

using namespace std::string_literals;

// As a client sends it: masked with 1, 2, 3, 4.
std::string masked(int first_byte, std::string payload) {
  std::string frame(1, static_cast<char>(first_byte));
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8U);
    frame += static_cast<char>(payload.size() & 0xffU);
  }
  frame += "\x01\x02\x03\x04";
  for (std::size_t i = 0; i < payload.size(); ++i) {
    frame += static_cast<char>(payload[i] ^ static_cast<char>(i % 4 + 1));
  }
  return frame;
}

struct Read {
  std::vector<std::string> payloads;
  int breach = 0;
  bool is_idle = false;
};

Read read(const std::string& bytes, std::size_t piece) {
  Read result;
  FrameReader reader(1000);
  for (std::size_t at = 0; at < bytes.size() && result.breach == 0; at += piece) {
    const auto breach =
        reader.feed(std::string_view(bytes).substr(at, piece), [&](Opcode, std::string payload) {
          result.payloads.push_back(std::move(payload));
          return true;
        });
    if (breach) result.breach = breach->code;
  }
  result.is_idle = reader.is_idle();
  return result;
}

TEST(FrameReader, GivesMessagesHoweverTheyAreCut) {
  const std::string bytes = masked(0x81, "hello") + masked(0x01, "frag") + masked(0x89, "ping") +
                            masked(0x80, "ment") + masked(0x81, std::string(300, 'x')) +
                            masked(0x81, "");
  for (const std::size_t piece : {1U, 2U, 7U, 10'000U}) {
    const auto got = read(bytes, piece);
    EXPECT_EQ(got.breach, 0);
    EXPECT_EQ(got.payloads,
              (std::vector<std::string>{"hello", "ping", "fragment", std::string(300, 'x'), ""}));
    EXPECT_TRUE(got.is_idle);
  }
}

TEST(FrameReader, FailsWithTheRightCode) {
  EXPECT_EQ(read("\x81\x05hello", 100).breach, 1002) << "unmasked";
  EXPECT_EQ(read(masked(0xc1, "a"), 100).breach, 1002) << "a reserved bit";
  EXPECT_EQ(read(masked(0x83, "a"), 100).breach, 1002) << "a reserved opcode";
  EXPECT_EQ(read(masked(0x80, "a"), 100).breach, 1002) << "a continuation of nothing";
  EXPECT_EQ(read(masked(0x01, "a") + masked(0x81, "b"), 100).breach, 1002) << "inside another";
  EXPECT_EQ(read(masked(0x09, "a"), 100).breach, 1002) << "a ping in fragments";
  EXPECT_EQ(read(masked(0x89, std::string(126, 'a')), 1000).breach, 1002) << "a long ping";
  EXPECT_EQ(read(masked(0x81, "\xff"), 100).breach, 1007);
  EXPECT_EQ(read(masked(0x81, std::string(1001, 'a')), 9000).breach, 1009);
  EXPECT_EQ(
      read(masked(0x01, std::string(900, 'a')) + masked(0x80, std::string(200, 'a')), 9000).breach,
      1009);
}

// Its payload may never come.
TEST(FrameReader, FailsByAHeaderAlone) {
  for (const std::size_t piece : {1U, 3U, 100U}) {
    const std::string text = masked(0x81, "ok");
    EXPECT_EQ(read(text + "\x81\x05"s, piece).breach, 1002) << "unmasked";
    EXPECT_EQ(read(text + "\xc1\x85mask"s, piece).breach, 1002) << "a reserved bit";
    EXPECT_EQ(read(text + "\x83\x85mask"s, piece).breach, 1002) << "a reserved opcode";
    EXPECT_EQ(read(text + "\x80\x85mask"s, piece).breach, 1002) << "a continuation of nothing";
    EXPECT_EQ(read(text + "\x81\xfe\x03\xe9mask"s, piece).breach, 1009);
    EXPECT_EQ(read(text + "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xffmask"s, piece).breach, 1009);
    EXPECT_EQ(read(masked(0x01, std::string(900, 'a')) + "\x80\xe5mask"s, piece).breach, 1009);
    const auto begun = read(text + "\x81\xfe\x03\xe8mask"s, piece);
    EXPECT_EQ(begun.breach, 0);
    EXPECT_EQ(begun.payloads, std::vector<std::string>{"ok"});
    EXPECT_FALSE(begun.is_idle);
  }
}

TEST(Frames, ReadsCloseFrames) {
  CloseFrame close;
  EXPECT_FALSE(read_close("", close));
  EXPECT_FALSE(
      read_close("\x03\xe8"
                 "bye",
                 close));
  EXPECT_EQ(close.code, 1000);
  EXPECT_EQ(read_close("\x03", close)->code, 1002);
  EXPECT_EQ(read_close("\x03\xed", close)->code, 1002) << "1005 is never sent";
  EXPECT_EQ(read_close("\x03\xe8\xff", close)->code, 1007);
}

}  // namespace
}  // namespace everstrike::mock_server
