#include "mock_server/wire/http/request_head.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace everstrike::mock_server {
namespace {

using Reason = MalformedRequest::Reason;

Expected<RequestHead, Reason> parse_lines(const std::string& headers,
                                          const std::string& line = "POST / HTTP/1.1") {
  return parse_head(line + "\r\n" + headers + "\r\n", HeadLimits{});
}

// What parse_head made of a head: the reason's text, or "accepted".
std::string verdict(const Expected<RequestHead, Reason>& head) {
  return head ? "accepted" : std::string(reason_text(head.error()));
}

struct RequestLineCase {
  const char* name;
  std::string line;
  std::optional<Reason> refused;
};

void PrintTo(const RequestLineCase& line_case, std::ostream* out) { *out << line_case.name; }

class RequestLineText : public ::testing::TestWithParam<RequestLineCase> {};

TEST_P(RequestLineText, IsReadStrictly) {
  const auto expected =
      GetParam().refused ? std::string(reason_text(*GetParam().refused)) : "accepted";
  EXPECT_EQ(verdict(parse_lines("", GetParam().line)), expected) << GetParam().line;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequestLineText,
    ::testing::Values(
        RequestLineCase{"http_1_1", "GET / HTTP/1.1", {}},
        RequestLineCase{"http_1_0", "GET / HTTP/1.0", {}},
        RequestLineCase{"lower_case_method", "get / HTTP/1.1", {}},
        RequestLineCase{"bytes_above_ascii_in_target", "GET /\xc3\xa9 HTTP/1.1", {}},
        RequestLineCase{"http_2", "PRI * HTTP/2.0", Reason::unsupported_version},
        RequestLineCase{"http_1_2", "GET / HTTP/1.2", Reason::unsupported_version},
        RequestLineCase{"http_0_9", "GET /", Reason::bad_request_line},
        RequestLineCase{"lower_case_http", "GET / http/1.1", Reason::bad_request_line},
        RequestLineCase{"long_version", "GET / HTTP/1.10", Reason::bad_request_line},
        RequestLineCase{"no_version_number", "GET / HTTP/", Reason::bad_request_line},
        RequestLineCase{"two_blanks", "GET  / HTTP/1.1", Reason::bad_request_line},
        RequestLineCase{"blank_in_target", "GET /a b HTTP/1.1", Reason::bad_request_line},
        RequestLineCase{"tab_for_blank", "GET\t/\tHTTP/1.1", Reason::not_http},
        RequestLineCase{"blank_at_end", "GET / HTTP/1.1 ", Reason::bad_request_line},
        RequestLineCase{"blank_at_begin", " GET / HTTP/1.1", Reason::not_http},
        RequestLineCase{"no_method", " / HTTP/1.1", Reason::not_http},
        RequestLineCase{"method_with_colon", "GE:T / HTTP/1.1", Reason::not_http},
        RequestLineCase{"nul_in_target", std::string("GET /\0 HTTP/1.1", 15),
                        Reason::bad_request_line},
        RequestLineCase{"bare_lf_in_target", "GET /\n HTTP/1.1", Reason::bad_request_line},
        RequestLineCase{"bare_cr_in_target", "GET /\r HTTP/1.1", Reason::bad_request_line},
        RequestLineCase{"empty_line", "", Reason::not_http}),
    [](const auto& each) { return each.param.name; });

struct HeadersCase {
  const char* name;
  std::string headers;
  std::optional<Reason> refused;
};

void PrintTo(const HeadersCase& headers_case, std::ostream* out) { *out << headers_case.name; }

class HeaderLines : public ::testing::TestWithParam<HeadersCase> {};

TEST_P(HeaderLines, AreReadStrictly) {
  const auto expected =
      GetParam().refused ? std::string(reason_text(*GetParam().refused)) : "accepted";
  EXPECT_EQ(verdict(parse_lines(GetParam().headers)), expected) << GetParam().headers;
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeaderLines,
    ::testing::Values(
        HeadersCase{"none", "", {}}, HeadersCase{"empty_value", "x-api-key:\r\n", {}},
        HeadersCase{"obs_text", "a: \xff\r\n", {}}, HeadersCase{"tab_in_value", "a: b\tc\r\n", {}},
        HeadersCase{"no_colon", "abc\r\n", Reason::bad_header},
        HeadersCase{"no_name", ": x\r\n", Reason::bad_header},
        HeadersCase{"blank_before_colon", "Host : x\r\n", Reason::bad_header},
        HeadersCase{"folded_by_blank", "a: b\r\n c\r\n", Reason::bad_header},
        HeadersCase{"folded_by_tab", "a: b\r\n\tc: d\r\n", Reason::bad_header},
        HeadersCase{"fold_before_any_header", " a: b\r\n", Reason::bad_header},
        HeadersCase{"nul_in_value", std::string("a: b\0c\r\n", 8), Reason::bad_header},
        HeadersCase{"nul_in_name", std::string("a\0b: c\r\n", 8), Reason::bad_header},
        HeadersCase{"bell_in_value", "a: \a\r\n", Reason::bad_header},
        HeadersCase{"delete_in_value", "a: \x7f\r\n", Reason::bad_header},
        HeadersCase{"bare_lf", "a: b\nc: d\r\n", Reason::bad_header},
        HeadersCase{"bare_cr", "a: b\rc: d\r\n", Reason::bad_header},
        HeadersCase{"two_hosts", "Host: a\r\nhost: b\r\n", Reason::two_hosts},
        HeadersCase{"length", "Content-Length: 35\r\n", {}},
        HeadersCase{"length_with_zeros", "Content-Length: 0035\r\n", {}},
        HeadersCase{"length_plus", "Content-Length: +35\r\n", Reason::bad_content_length},
        HeadersCase{"length_minus", "Content-Length: -2\r\n", Reason::bad_content_length},
        HeadersCase{"length_text", "Content-Length: abc\r\n", Reason::bad_content_length},
        HeadersCase{"length_hex", "Content-Length: 0x10\r\n", Reason::bad_content_length},
        HeadersCase{"length_empty", "Content-Length:\r\n", Reason::bad_content_length},
        HeadersCase{"length_blank_inside", "Content-Length: 3 5\r\n", Reason::bad_content_length},
        HeadersCase{"length_list", "Content-Length: 35, 35\r\n", Reason::bad_content_length},
        HeadersCase{"length_beyond_64_bits", "Content-Length: 18446744073709551616\r\n",
                    Reason::bad_content_length},
        HeadersCase{"two_lengths", "Content-Length: 3\r\ncontent-length: 4\r\n",
                    Reason::bad_content_length},
        HeadersCase{"length_twice_the_same", "Content-Length: 3\r\nContent-Length: 3\r\n",
                    Reason::bad_content_length},
        HeadersCase{"length_and_chunked", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                    Reason::conflicting_framing},
        HeadersCase{"length_zero_and_chunked",
                    "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
                    Reason::conflicting_framing},
        HeadersCase{"chunked", "Transfer-Encoding: Chunked\r\n", {}},
        HeadersCase{"gzip_chunked", "Transfer-Encoding: gzip, chunked\r\n",
                    Reason::unsupported_transfer_encoding},
        HeadersCase{"chunked_twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                    Reason::unsupported_transfer_encoding},
        HeadersCase{"transfer_identity", "Transfer-Encoding: identity\r\n",
                    Reason::unsupported_transfer_encoding},
        HeadersCase{"transfer_empty", "Transfer-Encoding:\r\n",
                    Reason::unsupported_transfer_encoding},
        HeadersCase{"transfer_quoted", "Transfer-Encoding: \"chunked\"\r\n",
                    Reason::unsupported_transfer_encoding},
        HeadersCase{"gzipped_body", "Content-Encoding: gzip\r\n", {}},
        HeadersCase{"identity_body", "Content-Encoding: Identity\r\n", {}}),
    [](const auto& each) { return each.param.name; });

TEST(ParseHead, ReadsEverythingInPlace) {
  const std::string bytes =
      "POST /auth/cancel?x HTTP/1.1\r\nX-Key:  a b \t\r\ncontent-LENGTH:7\r\n\r\n";
  const auto head = parse_head(bytes, HeadLimits{});
  ASSERT_TRUE(head);
  EXPECT_EQ(head->bytes, bytes);
  EXPECT_EQ(head->method(), "POST");
  EXPECT_EQ(head->target(), "/auth/cancel?x");
  ASSERT_EQ(head->headers.size(), 2U);
  EXPECT_EQ(head->headers[0].name.of(bytes), "X-Key");
  EXPECT_EQ(head->headers[0].value.of(bytes), "a b");
  EXPECT_EQ(head->framing, BodyFraming::content_length);
  EXPECT_EQ(head->content_length, 7U);
}

// Values are looked at several bytes at once, so every place counts.
TEST(ParseHead, RefusesControlCharactersAtEveryPlaceOfAValue) {
  for (std::size_t size = 1; size < 20; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      std::string value(size, 'v');
      for (const char c : {'\0', '\x1f', '\x7f'}) {
        value[place] = c;
        EXPECT_FALSE(parse_lines("x: " + value + "\r\n")) << size << " " << place;
      }
      for (const char c : {'\t', ' ', '\x80', '\xff', '~'}) {
        value[place] = c;
        EXPECT_TRUE(parse_lines("x: " + value + "\r\n")) << size << " " << place;
      }
    }
  }
}

TEST(ParseHead, RefusesTransferCodingsInHttp10) {
  EXPECT_EQ(verdict(parse_lines("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0")),
            reason_text(Reason::unsupported_transfer_encoding));
}

TEST(ParseHead, RefusesAConnectWithABody) {
  EXPECT_EQ(verdict(parse_lines("Content-Length: 3\r\n", "CONNECT host:443 HTTP/1.1")),
            reason_text(Reason::conflicting_framing));
  EXPECT_EQ(verdict(parse_lines("Content-Length: 0\r\n", "CONNECT host:443 HTTP/1.1")), "accepted");
}

TEST(ParseHead, KnowsWhetherTheClientWantsToKeepTheConnection) {
  const auto keeps = [](const std::string& version, const std::string& headers) {
    return parse_lines(headers, "GET / " + version).value().keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: CLOSE\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "connection: keep-alive,Close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: x\r\nConnection: close\r\n"));
  EXPECT_TRUE(keeps("HTTP/1.1", "Connection: closed\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", ""));
  EXPECT_TRUE(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", "Connection: keep-alive, close\r\n"));
}

TEST(ParseHead, ExpectsContinueInHttp11Only) {
  EXPECT_TRUE(parse_lines("Expect: 100-Continue\r\n").value().expects_continue);
  EXPECT_FALSE(parse_lines("Expect: 100-continue\r\n", "POST / HTTP/1.0").value().expects_continue);
  EXPECT_FALSE(parse_lines("Expect: something\r\n").value().expects_continue);
}

TEST(ParseHead, CapsLinesAndBytes) {
  const HeadLimits limits{.head_bytes_max = 200, .header_lines_max = 3};
  const std::string line = "GET / HTTP/1.1\r\n";
  EXPECT_TRUE(parse_head(line + "a:\r\nb:\r\nc:\r\n\r\n", limits));
  EXPECT_EQ(verdict(parse_head(line + "a:\r\nb:\r\nc:\r\nd:\r\n\r\n", limits)),
            reason_text(Reason::head_too_large));
  EXPECT_EQ(verdict(parse_head(line + "a: " + std::string(200, 'x') + "\r\n\r\n", limits)),
            reason_text(Reason::head_too_large));
}

TEST(ParseHead, RefusesWhatIsNoCompleteHead) {
  for (const std::string bytes : {"", "\r\n", "\r\n\r\n", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n"}) {
    EXPECT_FALSE(parse_head(bytes, HeadLimits{})) << bytes;
  }
}

}  // namespace
}  // namespace everstrike::mock_server
