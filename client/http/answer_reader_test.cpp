#include "client/http/answer_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace everstrike::client {
namespace {

using State = AnswerReader::State;

struct Read {
  State state;
  int status;
  std::string body;
  std::string complaint;
};

// Reads `text` in pieces of `piece` bytes, after which the connection ends as it should.
Read read_in(std::string_view text, std::size_t piece, AnswerLimits limits = {},
             bool in_order = true) {
  AnswerReader reader(limits);
  for (auto rest = text; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
    reader.feed(rest.substr(0, piece));
  }
  reader.end(in_order);
  return {reader.state(), reader.head().status, reader.body(), reader.complaint()};
}

// However the bytes arrive, they say the same.
Read read(std::string_view text, AnswerLimits limits = {}, bool in_order = true) {
  auto whole = read_in(text, text.size() + 1, limits, in_order);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const auto again = read_in(text, piece, limits, in_order);
    EXPECT_EQ(again.state, whole.state) << text.substr(0, 200);
    if (whole.state == State::done) {
      EXPECT_EQ(again.body, whole.body) << text.substr(0, 200);
    }
  }
  return whole;
}

void expect_body(std::string_view text, std::string_view body) {
  const auto seen = read(text);
  EXPECT_EQ(seen.state, State::done) << text << "\n" << seen.complaint;
  EXPECT_EQ(seen.body, body) << text;
}

const std::string kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(AnswerReader, ReadsEachWayToEndABody) {
  expect_body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "{}");
  expect_body("HTTP/1.1 200\r\ncontent-length:002\t \r\n\r\n{}", "{}");
  expect_body("HTTP/1.0 200 \r\n\r\n{}\r\n", "{}\r\n");
  expect_body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "");
  expect_body(kChunked + "1\r\n{\r\n1;a=\"\\\"\"\r\n}\r\n000\r\nX-T: 1\r\n\r\n", "{}");
  expect_body(kChunked + "0\r\n\r\n", "");
  expect_body("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}", "");
  expect_body("HTTP/1.1 304 Not Modified\r\n\r\n", "");
  // What follows a body that has ended is nobody's.
  expect_body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 500", "{}");
  // Folded, as old servers write it.
  expect_body("HTTP/1.1 200 OK\r\nX: a\r\n  b\r\nContent-Length:\r\n 2\r\n\r\n{}", "{}");
}

TEST(AnswerReader, InterimAnswersAreSkipped) {
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  std::string many;
  for (const char* head :
       {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 7\r\n\r\n",
        "HTTP/1.1 199 \r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.0 110\r\n\r\n"}) {
    expect_body(head + answer, "{}");
    many += head;
  }
  expect_body(many + answer, "{}");
  std::string most;
  for (int i = 0; i < 16; ++i) most += "HTTP/1.1 103 \r\n\r\n";
  expect_body(most + answer, "{}");
  const auto over = read(most + "HTTP/1.1 103 \r\n\r\n" + answer);
  EXPECT_EQ(over.state, State::too_large);
  EXPECT_EQ(over.complaint, "more than 16 interim answers");
}

TEST(AnswerReader, AnInterimAnswerAloneIsNoneAndSaysSo) {
  EXPECT_EQ(read("HTTP/1.1 103 Early Hints\r\n\r\n").complaint,
            "the connection ended before a complete answer, only 103, an interim answer");
  EXPECT_EQ(read("").complaint, "the connection ended before a complete answer");
}

// Nothing was asked to be switched, so it is an answer, and what follows is of no known protocol.
TEST(AnswerReader, ASwitchOfProtocolsIsAnAnswer) {
  const auto seen = read("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}");
  EXPECT_EQ(seen.state, State::done);
  EXPECT_EQ(seen.status, 101);
  EXPECT_EQ(seen.body, "");
}

TEST(AnswerReader, BoundsHoldBeforeAnythingIsUnderstood) {
  for (const std::string& endless :
       {"HTTP/1.1 200 " + std::string(30'000, 'a'),
        "HTTP/1.1 200 " + std::string(1'000'000, 'a') + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n",
        kChunked + std::string(20'000, '0') + "2\r\n{}\r\n0\r\n\r\n",
        kChunked + "0\r\nX: " + std::string(20'000, 'a')}) {
    EXPECT_EQ(read_in(endless, endless.size()).state, State::too_large) << endless.substr(0, 60);
    EXPECT_EQ(read_in(endless, 1000).state, State::too_large) << endless.substr(0, 60);
  }
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += "X-Filler: 0123456789\r\n";
  EXPECT_EQ(read_in("HTTP/1.1 200 OK\r\n" + lines, 999).state, State::too_large);
  EXPECT_EQ(read_in(kChunked + "2\r\n{}\r\n0\r\n" + lines, 999).state, State::too_large);
  std::string extended = kChunked;
  for (int i = 0; i < 100; ++i) extended += "1;a=" + std::string(1000, 'b') + "\r\nx\r\n";
  EXPECT_EQ(read_in(extended, 999).state, State::too_large);
  // Together, over several heads.
  const std::string interim = "HTTP/1.1 103 \r\nX: " + std::string(8000, 'a') + "\r\n\r\n";
  std::string heads;
  for (int i = 0; i < 9; ++i) heads += interim;
  EXPECT_EQ(read_in(heads, 999).state, State::too_large);
}

TEST(AnswerReader, ABodyOfTheLimitIsTakenAndOfMoreIsNot) {
  const AnswerLimits limits{.body_bytes_max = 4};
  const auto state = [&](const std::string& text) { return read(text, limits).state; };
  EXPECT_EQ(state("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"), State::done);
  EXPECT_EQ(state("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"), State::too_large);
  EXPECT_EQ(state("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
            State::too_large);
  EXPECT_EQ(state("HTTP/1.1 200 OK\r\n\r\nabcd"), State::done);
  EXPECT_EQ(state("HTTP/1.1 200 OK\r\n\r\nabcde"), State::too_large);
  EXPECT_EQ(state(kChunked + "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"), State::done);
  EXPECT_EQ(state(kChunked + "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"), State::too_large);
  EXPECT_EQ(state(kChunked + "ffffffffffffffffffff\r\n"), State::too_large);
}

// Small chunks are no extensions.
TEST(AnswerReader, ABodyMayComeInManySmallChunks) {
  std::string text = kChunked;
  for (int i = 0; i < 50'000; ++i) text += "1\r\nx\r\n";
  text += "0\r\n\r\n";
  EXPECT_EQ(read_in(text, 4096).body.size(), 50'000U);
}

TEST(AnswerReader, WhatLeavesADoubtIsBroken) {
  const auto head = [](const char* lines) {
    return "HTTP/1.1 200 OK\r\n" + std::string(lines) + "\r\n2\r\n{}\r\n0\r\n\r\n";
  };
  for (const std::string& text :
       {head("Content-Length: 2\r\nContent-Length: 2\r\n"),
        head("Content-Length: 2, 2\r\n"),
        head("Content-Length: +2\r\n"),
        head("Content-Length: 0x2\r\n"),
        head("Content-Length:\r\n"),
        head("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"),
        head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        head("Transfer-Encoding: chunked, chunked\r\n"),
        head("Transfer-Encoding: xchunked\r\n"),
        head("Transfer-Encoding: gzip, chunked\r\n"),
        head("Transfer-Encoding: identity\r\n"),
        head("Transfer-Encoding:\r\n"),
        head("Content-Length : 2\r\n"),
        head("X\r\n"),
        head(": x\r\n"),
        head(" folded: first\r\n"),
        head("X: a\x01\r\n"),
        head("X: a\rb\r\n"),
        head("X y: a\r\n"),
        std::string("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n{}", 26),
        std::string("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        std::string("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}"),
        std::string("HTTP/2 200\r\n\r\n"),
        std::string("HTTP/1.2 200 OK\r\n\r\n"),
        std::string("HTTP/1.1  200 OK\r\n\r\n"),
        std::string("HTTP/1.1 2000 OK\r\n\r\n"),
        std::string("HTTP/1.1 20 OK\r\n\r\n"),
        std::string("HTTP/1.1 099 OK\r\n\r\n"),
        std::string("HTTP/1.1 200\tOK\r\n\r\n"),
        std::string("http/1.1 200 OK\r\n\r\n"),
        std::string("\r\nHTTP/1.1 200 OK\r\n\r\n"),
        std::string("ICY 200 OK\r\n\r\n")}) {
    const auto seen = read(text);
    EXPECT_EQ(seen.state, State::broken) << text;
    EXPECT_FALSE(seen.complaint.empty());
    EXPECT_EQ(seen.complaint.find('\n'), std::string::npos);
  }
}

TEST(AnswerReader, OddChunksAreBroken) {
  for (const char* size : {"0x2", "+2", " 2", "2 ", "2 garbage", "-2", "", "2;"}) {
    EXPECT_EQ(read(kChunked + size + "\r\n{}\r\n0\r\n\r\n").state, State::broken) << size;
  }
  for (const char* rest : {"2\r\n{}0\r\n\r\n", "2\r\n{}!\r\n0\r\n\r\n", "1\r\n{}\r\n0\r\n\r\n",
                           "2\n{}\r\n0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX\r\n\r\n",
                           "2\r\n{}\r\n0\r\n", "2\r\n{}\r\n", "2\r\n{}", "2\r\n", "2", ""}) {
    EXPECT_EQ(read(kChunked + rest).state, State::broken) << rest;
  }
}

TEST(AnswerReader, ACutAnswerIsBrokenAtEveryByte) {
  for (const std::string& text :
       {std::string("HTTP/1.1 103 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
        kChunked + "2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n"}) {
    EXPECT_EQ(read(text).state, State::done);
    for (std::size_t bytes = 0; bytes < text.size(); ++bytes) {
      EXPECT_EQ(read_in(text.substr(0, bytes), 1000).state, State::broken) << bytes;
    }
  }
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\n\r\n{}", {}, false).state, State::broken);
}

// Whoever speaks something else may never send a line's end.
TEST(AnswerReader, AnotherProtocolIsFoundOutAtOnce) {
  AnswerReader reader;
  EXPECT_EQ(reader.feed("SSH-2"), State::broken);
  EXPECT_EQ(reader.complaint(), "the answer is not HTTP");
}

TEST(AnswerHead, SaysHowTheBodyIsCompressed) {
  const auto coding = [](std::initializer_list<std::string> values) {
    AnswerHead head;
    for (const auto& value : values) head.headers.emplace_back("content-encoding", value);
    return content_coding_of(head);
  };
  EXPECT_EQ(coding({}), "");
  EXPECT_EQ(coding({""}), "");
  EXPECT_EQ(coding({"Identity"}), "");
  EXPECT_EQ(coding({"gzip"}), "gzip");
  EXPECT_EQ(coding({"identity, gzip"}), "gzip");
  EXPECT_EQ(coding({"deflate", " ,br"}), "deflate, br");
}

}  // namespace
}  // namespace everstrike::client
