// A stream of requests is read without a crash, within its limits, and to the same result however
// it is cut into pieces. The first bytes of the input say how; the rest is the stream.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "mock_server/wire/http/request_reader.hpp"

namespace {

using namespace everstrike::mock_server;

constexpr HeadLimits kLimits{.head_bytes_max = 512, .header_lines_max = 10};
constexpr std::size_t kBodyBytesMax = 256;

void require(bool holds) {
  if (!holds) std::abort();
}

// What becomes of `stream`, with pieces as long as the bytes of `lengths` say, one after the other.
std::string read_stream(std::string_view stream, std::string_view lengths) {
  RequestReader reader(kLimits, kBodyBytesMax);
  std::string seen;
  for (std::size_t turn = 0; !stream.empty(); ++turn) {
    const auto length = lengths.empty()
                            ? stream.size()
                            : static_cast<unsigned char>(lengths[turn % lengths.size()]) + 1U;
    auto piece = stream.substr(0, length);
    stream.remove_prefix(piece.size());
    while (!piece.empty()) {
      const auto fed = reader.feed(piece);
      require(fed.consumed <= piece.size());
      require(reader.buffered_bytes() < 16 * 1024);
      piece.remove_prefix(fed.consumed);
      if (fed.outcome == RequestReader::Outcome::malformed) {
        require(reader.received().size() <= kReceivedBytesMax);
        return seen.append("malformed: ").append(reason_text(reader.reason()));
      }
      if (fed.outcome == RequestReader::Outcome::need_more) {
        require(piece.empty());
        continue;
      }
      const auto request = reader.take();
      require(request.body.size() <= kBodyBytesMax);
      require(reader.buffered_bytes() == 0 && reader.phase() == RequestReader::Phase::idle);
      seen.append(request.head.bytes).append(request.body).append("|");
      seen.append(std::to_string(request.body_bytes_on_wire)).append("\n");
    }
  }
  return seen.append(std::to_string(static_cast<int>(reader.phase())));
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto lengths = input.substr(0, std::min<std::size_t>(4, size));
  const auto stream = input.substr(lengths.size());
  const auto whole = read_stream(stream, "");
  require(read_stream(stream, lengths) == whole);
  require(read_stream(stream, std::string_view("\0", 1)) == whole);
  return 0;
}
