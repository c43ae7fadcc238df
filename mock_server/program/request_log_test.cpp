#include "mock_server/program/request_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace everstrike::mock_server {
namespace {

TEST(RequestLog, ALineSaysWhoWhatAndWhy) {
  EXPECT_EQ(entry_line({.number = 3,
                        .api_key = "demo-key",
                        .method = "POST",
                        .path = "/auth/cancel",
                        .verdict = Verdict::faulted,
                        .fault = "fail-first;seed=0;n=1",
                        .phase = Phase::after_effect,
                        .effect = {.kind = Effect::Kind::cancelled},
                        .status = 503}),
            "#3 \"POST /auth/cancel\" key \"demo-key\" -> 503 faulted fault fail-first;seed=0;n=1 "
            "after_effect effect cancelled");
}

// The end of a line about a fault on the wire, from its phase on.
std::string told(Phase phase, WireEnd end, std::optional<std::uint64_t> cut_after) {
  Entry entry = {.number = 1, .method = "GET", .path = "/", .verdict = Verdict::faulted};
  entry.fault = "lost;seed=0;n=1";
  entry.phase = phase;
  entry.wire_end = end;
  entry.cut_after = cut_after;
  const std::string line = entry_line(entry);
  const std::size_t at = line.find(entry.fault);
  return line.substr(std::min(line.size(), at + entry.fault.size() + 1));
}

TEST(RequestLog, AFaultOnTheWireSaysWhatItWas) {
  EXPECT_EQ(told(Phase::after_effect, WireEnd::reset, 0), "after_effect (reset after the effect)");
  EXPECT_EQ(told(Phase::after_effect, WireEnd::reset, 20),
            "after_effect (cut after 20 bytes, reset after the effect)");
  EXPECT_EQ(told(Phase::before_effect, WireEnd::hang, std::nullopt),
            "before_effect (hang before the effect)");
  EXPECT_EQ(told(Phase::before_auth, WireEnd::close, 0),
            "before_auth (close before the signature was looked at)");
  EXPECT_EQ(told(Phase::before_effect, WireEnd::keep, 7),
            "before_effect (cut after 7 bytes before the effect)");
  EXPECT_EQ(told(Phase::after_effect, WireEnd::keep, std::nullopt), "after_effect");
}

TEST(RequestLog, ALineNamesTheMistakeAndItsFix) {
  EXPECT_EQ(entry_line({.number = 4,
                        .api_key = "k",
                        .method = "POST",
                        .path = "/auth/cancel",
                        .verdict = Verdict::bad_signature,
                        .detail = "the signature is hex",
                        .diagnosis = "hex_instead_of_base64",
                        .fix = "Send \"base64\".",
                        .status = 503}),
            "#4 \"POST /auth/cancel\" key \"k\" -> 503 bad_signature \"the signature is hex\" "
            "hex_instead_of_base64 fix \"Send \\\"base64\\\".\"");
}

TEST(RequestLog, NoRequestCanForgeALine) {
  const std::string line = entry_line({.number = 1,
                                       .api_key = "k\r\n#2 forged \x1b[31m",
                                       .method = "GET",
                                       .path = "/\n",
                                       .verdict = Verdict::unknown_path,
                                       .status = 503});
  for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20) << line;
}

TEST(RequestLog, UnknownLevelsAreRefused) {
  EXPECT_FALSE(set_up_log("loud", LogFormat::text));
  EXPECT_TRUE(set_up_log("off", LogFormat::json));
}

}  // namespace
}  // namespace everstrike::mock_server
