#include "mock_server/wire/http/chunked_body.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kBodyBytesMax = 100;

struct Decoded {
  ChunkedBody::Status status = ChunkedBody::Status::need_more;
  std::size_t consumed = 0;
  std::string body;

  friend bool operator==(const Decoded&, const Decoded&) = default;
  friend void PrintTo(const Decoded& decoded, std::ostream* out) {
    *out << "status " << static_cast<int>(decoded.status) << ", consumed " << decoded.consumed
         << ", body \"" << decoded.body << '"';
  }
};

// Feeds `bytes` in pieces of `piece` bytes.
Decoded decode(std::string_view bytes, std::size_t piece) {
  ChunkedBody chunked;
  Decoded result;
  while (result.consumed < bytes.size() && result.status == ChunkedBody::Status::need_more) {
    const auto fed = chunked.feed(bytes.substr(result.consumed, piece), result.body, kBodyBytesMax);
    result.status = fed.status;
    result.consumed += fed.consumed;
  }
  EXPECT_EQ(chunked.bytes_on_wire(), result.consumed);
  return result;
}

struct BodyCase {
  const char* name;
  std::string bytes;
  ChunkedBody::Status status;
  std::string body;
};

void PrintTo(const BodyCase& body_case, std::ostream* out) { *out << body_case.name; }

class ChunkedBodyText : public ::testing::TestWithParam<BodyCase> {};

TEST_P(ChunkedBodyText, GivesTheSameForEverySizeOfPieces) {
  const auto whole = decode(GetParam().bytes, GetParam().bytes.size());
  EXPECT_EQ(whole.status, GetParam().status);
  if (GetParam().status == ChunkedBody::Status::done) {
    EXPECT_EQ(whole.body, GetParam().body);
  }
  for (std::size_t piece = 1; piece < GetParam().bytes.size(); ++piece) {
    EXPECT_EQ(decode(GetParam().bytes, piece), whole) << "in pieces of " << piece;
  }
}

using Status = ChunkedBody::Status;

INSTANTIATE_TEST_SUITE_P(
    Table, ChunkedBodyText,
    ::testing::Values(
        BodyCase{"one_chunk", "3\r\nabc\r\n0\r\n\r\n", Status::done, "abc"},
        BodyCase{"several", "1\r\na\r\n0A\r\n0123456789\r\n0\r\n\r\n", Status::done, "a0123456789"},
        BodyCase{"nothing", "0\r\n\r\n", Status::done, ""},
        BodyCase{"many_zeros", "0000\r\n\r\n", Status::done, ""},
        BodyCase{"extension", "3;a=b;c=\"d e\"\r\nabc\r\n0;x\r\n\r\n", Status::done, "abc"},
        BodyCase{"trailers", "1\r\na\r\n0\r\nT: u\r\nV:\r\n\r\n", Status::done, "a"},
        BodyCase{"crlf_in_data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", Status::done, "\r\n\r\n"},
        BodyCase{"leaves_what_follows", "0\r\n\r\nGET /", Status::done, ""},
        BodyCase{"unfinished", "5\r\nabc", Status::need_more, ""},
        BodyCase{"negative", "-2\r\nab\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"plus", "+2\r\nab\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"prefixed", "0x2\r\nab\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"not_hex", "g\r\n", Status::bad, ""},
        BodyCase{"empty_size", "\r\nab\r\n", Status::bad, ""},
        BodyCase{"extension_only", ";a\r\n", Status::bad, ""},
        BodyCase{"blank_before_size", " 2\r\nab\r\n", Status::bad, ""},
        BodyCase{"blank_after_size", "2 \r\nab\r\n", Status::bad, ""},
        BodyCase{"bare_lf_after_size", "2\nab\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"bare_cr_after_size", "2\rab\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"nul_in_size_line", std::string("2;\0\r\nab\r\n", 9), Status::bad, ""},
        BodyCase{"longer_than_said", "2\r\nabc\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"shorter_than_said", "4\r\nabc\r\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"no_crlf_after_data", "2\r\nab0\r\n\r\n", Status::bad, ""},
        BodyCase{"bare_lf_after_data", "2\r\nab\n0\r\n\r\n", Status::bad, ""},
        BodyCase{"bad_trailer", "0\r\nno colon\r\n\r\n", Status::bad, ""},
        BodyCase{"folded_trailer", "0\r\na: b\r\n c\r\n\r\n", Status::bad, ""},
        BodyCase{"bare_lf_at_the_end", "0\r\n\n", Status::bad, ""},
        BodyCase{"seventeen_digits", "00000000000000001\r\na\r\n", Status::bad, ""},
        BodyCase{"too_large_at_once", "65\r\n", Status::too_large, ""},
        BodyCase{"wraps_around_64_bits", "ffffffffffffffff\r\n", Status::too_large, ""},
        BodyCase{"too_large_in_sum", "64\r\n" + std::string(100, 'x') + "\r\n1\r\nx\r\n",
                 Status::too_large, ""},
        BodyCase{"just_not_too_large", "64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n",
                 Status::done, std::string(100, 'x')},
        BodyCase{"endless_size_line", std::string(2000, '0'), Status::bad, ""},
        BodyCase{"endless_extension", "1;" + std::string(2000, 'x'), Status::bad, ""}),
    [](const auto& each) { return each.param.name; });

TEST(ChunkedBody, BoundsWhatNobodyReads) {
  std::string extensions;
  for (int i = 0; i < 50; ++i) extensions += "1;" + std::string(200, 'x') + "\r\ny\r\n";
  EXPECT_EQ(decode(extensions, 64).status, Status::bad);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 50; ++i) trailers += "a: " + std::string(200, 'x') + "\r\n";
  EXPECT_EQ(decode(trailers, 64).status, Status::bad);
}

TEST(ChunkedBody, StaysBrokenAndStaysDone) {
  ChunkedBody broken;
  std::string body;
  EXPECT_EQ(broken.feed("x\r\n", body, kBodyBytesMax).status, Status::bad);
  EXPECT_EQ(broken.feed("1\r\na\r\n0\r\n\r\n", body, kBodyBytesMax).status, Status::bad);
  EXPECT_EQ(body, "");
}

}  // namespace
}  // namespace everstrike::mock_server
