// Heads are read without a crash, and what comes out of an accepted one is what went in: every
// span lies inside, names and values are free of control bytes, and reading again changes nothing.
#include <algorithm>
#include <cstdlib>

#include "mock_server/wire/http/request_head.hpp"
#include "signing/text/ascii.hpp"

namespace {

using everstrike::mock_server::BodyFraming;
using everstrike::mock_server::RequestHead;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const RequestHead& head, std::string_view input) {
  namespace mock = everstrike::mock_server;
  require(input.ends_with(head.bytes) && head.bytes.ends_with("\r\n\r\n"));
  require(everstrike::signing::is_token(head.method()) && !head.target().empty());
  require(head.target().find_first_of(std::string_view("\r\n\0 ", 4)) == std::string_view::npos);
  for (const auto& header : head.headers) {
    require(everstrike::signing::is_token(header.name.of(head.bytes)));
    require(everstrike::signing::is_value(header.value.of(head.bytes)));
  }
  require(head.count("content-length") <= 1 && head.count("transfer-encoding") <= 1);
  require((head.framing == BodyFraming::none) ==
          !(head.find("content-length") || head.find("transfer-encoding")));
  require(head.path().size() <= std::max<std::size_t>(1, head.target().size()));
  require(head.query().size() < head.target().size());
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace everstrike::mock_server;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const HeadLimits limits{.head_bytes_max = 2048, .header_lines_max = 20};
  const auto head = parse_head(input, limits);
  if (!head) return 0;
  check(*head, input);
  const auto again = parse_head(head->bytes, limits);
  require(again && again->bytes == head->bytes && again->content_length == head->content_length);
  return 0;
}
