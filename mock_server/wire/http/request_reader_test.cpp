#include "mock_server/wire/http/request_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>

namespace everstrike::mock_server {
namespace {

using Outcome = RequestReader::Outcome;
using Reason = MalformedRequest::Reason;

constexpr HeadLimits kLimits{.head_bytes_max = 4096, .header_lines_max = 10};
constexpr std::size_t kReaderBodyBytesMax = 1000;

// What a reader makes of a stream of requests: one line for each, and how it ended.
std::string read_stream(std::string_view stream, const std::vector<std::size_t>& pieces) {
  RequestReader reader(kLimits, kReaderBodyBytesMax);
  std::string seen;
  std::size_t next_piece = 0;
  while (!stream.empty()) {
    const auto piece = std::min(pieces[next_piece++ % pieces.size()], stream.size());
    auto bytes = stream.substr(0, piece);
    stream.remove_prefix(piece);
    while (!bytes.empty()) {
      const auto fed = reader.feed(bytes);
      bytes.remove_prefix(fed.consumed);
      if (fed.outcome == Outcome::malformed)
        return seen + std::string(reason_text(reader.reason()));
      if (fed.outcome == Outcome::need_more && !bytes.empty()) return seen + "bytes left over";
      if (fed.outcome == Outcome::complete) {
        const auto request = reader.take();
        seen += request.head.bytes + "|" + request.body + "\n";
      }
    }
  }
  const auto phase = reader.phase();
  return seen + (phase == RequestReader::Phase::idle   ? "idle"
                 : phase == RequestReader::Phase::head ? "in head"
                                                       : "in body");
}

const std::string kStream =
    "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
    "GET /b HTTP/1.1\r\nHost: x\r\n\r\n"
    "\r\nPOST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: u\r\n\r\n"
    "POST /d HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    "PUT /e HTTP/1.1\r\n\r\n";
const std::string kStreamRead =
    "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\n|hello\n"
    "GET /b HTTP/1.1\r\nHost: x\r\n\r\n|\n"
    "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n|abc\n"
    "POST /d HTTP/1.1\r\nContent-Length: 0\r\n\r\n|\n"
    "PUT /e HTTP/1.1\r\n\r\n|\nidle";

TEST(RequestReader, ReadsAStreamOfRequests) {
  EXPECT_EQ(read_stream(kStream, {kStream.size()}), kStreamRead);
}

TEST(RequestReader, EverySplitInTwoGivesTheSame) {
  for (std::size_t split = 1; split < kStream.size(); ++split) {
    EXPECT_EQ(read_stream(kStream, {split, kStream.size()}), kStreamRead) << "split at " << split;
  }
}

TEST(RequestReader, EverySizeOfPiecesGivesTheSame) {
  for (std::size_t piece = 1; piece < 64; ++piece) {
    EXPECT_EQ(read_stream(kStream, {piece}), kStreamRead) << "in pieces of " << piece;
  }
}

RC_GTEST_PROP(RequestReader, AnySequenceOfPiecesGivesTheSame, ()) {
  const auto pieces = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 40)));
  RC_ASSERT(read_stream(kStream, pieces) == kStreamRead);
}

// The verdict on a stream with any one byte changed is the same for all splits.
RC_GTEST_PROP(RequestReader, ADefectIsTheSameInAllSplits, ()) {
  auto stream = kStream;
  stream[*rc::gen::inRange<std::size_t>(0, stream.size())] = *rc::gen::arbitrary<char>();
  const auto pieces = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 40)));
  RC_ASSERT(read_stream(stream, pieces) == read_stream(stream, {stream.size()}));
}

// The bytes of a skipped empty line once counted against the head's limit, and what came behind
// the limit was lost.
TEST(RequestReader, AnEmptyLineBeforeALongHeadCostsNothing) {
  const auto head = "GET /" + std::string(kLimits.head_bytes_max - 18, 'x') + " HTTP/1.1\r\n\r\n";
  ASSERT_EQ(head.size(), kLimits.head_bytes_max);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, head.size() + 2}) {
    EXPECT_EQ(read_stream("\r\n" + head, {piece}), head + "|\nidle");
  }
  EXPECT_EQ(read_stream("\r\nGET /" + std::string(10'000, 'x'), {20'000}),
            reason_text(Reason::head_too_large));
}

struct DefectCase {
  const char* name;
  std::string bytes;
  Reason reason;
};

void PrintTo(const DefectCase& defect, std::ostream* out) { *out << defect.name; }

class RequestReaderDefect : public ::testing::TestWithParam<DefectCase> {};

// Each of these would wait for more bytes if it were only looked at once the head is complete.
TEST_P(RequestReaderDefect, IsSeenAsSoonAsItIsThere) {
  const std::string reason(reason_text(GetParam().reason));
  EXPECT_EQ(read_stream(GetParam().bytes, {GetParam().bytes.size()}), reason);
  EXPECT_EQ(read_stream(GetParam().bytes, {1}), reason);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequestReaderDefect,
    ::testing::Values(
        DefectCase{"garbage", "\x01\x02\x03", Reason::not_http},
        DefectCase{"tls_hello", "\x16\x03\x01\x02", Reason::not_http},
        DefectCase{"text_without_blank", "hello\r\n", Reason::not_http},
        DefectCase{"text_line", "hello world\r\n", Reason::bad_request_line},
        DefectCase{"http_0_9", "GET /\r\n", Reason::bad_request_line},
        DefectCase{"http_2_preface", "PRI * HTTP/2.0\r\n", Reason::unsupported_version},
        DefectCase{"request_line_ends_with_lf", "GET / HTTP/1.1\n", Reason::bad_request_line},
        DefectCase{"header_ends_with_lf", "GET / HTTP/1.1\r\na: b\n", Reason::bad_header},
        DefectCase{"nul_in_header", std::string("GET / HTTP/1.1\r\na: \0\r\n", 22),
                   Reason::bad_header},
        DefectCase{"two_empty_lines", "\r\n\r\n", Reason::not_http},
        DefectCase{"endless_target", "GET /" + std::string(5000, 'x'), Reason::head_too_large},
        DefectCase{"endless_header", "GET / HTTP/1.1\r\na: " + std::string(5000, 'x'),
                   Reason::head_too_large},
        DefectCase{"endless_lines",
                   "GET / HTTP/1.1\r\na:\r\nb:\r\nc:\r\nd:\r\ne:\r\nf:\r\ng:\r\nh:\r\ni:\r\nj:\r\n"
                   "k:\r\n",
                   Reason::head_too_large},
        DefectCase{"length_too_large", "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n",
                   Reason::body_too_large},
        DefectCase{"length_far_too_large",
                   "POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
                   Reason::body_too_large},
        DefectCase{"chunk_too_large",
                   "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n",
                   Reason::body_too_large},
        DefectCase{"bad_chunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n",
                   Reason::bad_chunk}),
    [](const auto& each) { return each.param.name; });

TEST(RequestReader, TellsOnceThatTheClientWaitsForContinue) {
  RequestReader reader(kLimits, kReaderBodyBytesMax);
  EXPECT_EQ(
      reader.feed("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n").outcome,
      Outcome::need_more);
  EXPECT_TRUE(reader.take_continue_wish());
  EXPECT_FALSE(reader.take_continue_wish());
  EXPECT_EQ(reader.feed("hi").outcome, Outcome::complete);
}

TEST(RequestReader, AClientThatSendsItsBodyDoesNotWait) {
  RequestReader reader(kLimits, kReaderBodyBytesMax);
  EXPECT_EQ(
      reader.feed("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nh").outcome,
      Outcome::need_more);
  EXPECT_FALSE(reader.take_continue_wish());
}

TEST(RequestReader, HoldsNoMemoryBetweenRequests) {
  RequestReader reader(kLimits, kReaderBodyBytesMax);
  const auto body = std::string(500, 'x');
  const auto head = "POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n";
  EXPECT_EQ(reader.feed(head + body.substr(1)).outcome, Outcome::need_more);
  EXPECT_GE(reader.buffered_bytes(), 499U);
  EXPECT_EQ(reader.feed("x").outcome, Outcome::complete);
  EXPECT_EQ(reader.take().body, body);
  EXPECT_EQ(reader.buffered_bytes(), 0U);
  EXPECT_EQ(reader.phase(), RequestReader::Phase::idle);
}

TEST(RequestReader, KeepsTheFirstBytesOfAMalformedRequest) {
  RequestReader reader(kLimits, kReaderBodyBytesMax);
  const std::string head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(reader.feed(head + "2\r\nab\r\nzz\r\n").outcome, Outcome::malformed);
  EXPECT_EQ(reader.received(), head + "ab");
  reader.clear();
  EXPECT_EQ(reader.received(), "");
  EXPECT_EQ(reader.feed("GET / HTTP/1.1\r\n\r\n").outcome, Outcome::complete);
}

}  // namespace
}  // namespace everstrike::mock_server
