// Any bytes in any pieces: the reader keeps its bounds, says the same however the bytes are cut,
// and takes for complete only what a second, plainer look at the framing takes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "client/http/answer_reader.hpp"

namespace {

using everstrike::client::AnswerReader;

constexpr everstrike::client::AnswerLimits kLimits{
    .line_bytes_max = 256, .heads_bytes_max = 1024, .interim_max = 3, .body_bytes_max = 512};

void check(AnswerReader& reader) {
  if (reader.body().size() > kLimits.body_bytes_max) std::abort();
  const bool has_failed = reader.state() == AnswerReader::State::broken ||
                          reader.state() == AnswerReader::State::too_large;
  if (has_failed == reader.complaint().empty()) std::abort();
  if (reader.state() != AnswerReader::State::done) return;
  const auto& head = reader.head();
  if (head.is_interim()) std::abort();
  const auto lengths = head.all("content-length");
  if (lengths.size() + head.all("transfer-encoding").size() > 1) std::abort();
  if (!lengths.empty() && head.status >= 200 && head.status != 204 && head.status != 304 &&
      std::to_string(reader.body().size()) !=
          lengths[0].substr(std::min(lengths[0].find_first_not_of('0'), lengths[0].size() - 1))) {
    std::abort();
  }
}

}  // namespace

// Input: how large the pieces are, whether the connection ends in order, then the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece = data[0] + 1U;
  const bool in_order = data[1] % 2 == 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  AnswerReader in_pieces(kLimits);
  for (auto rest = bytes; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
    in_pieces.feed(rest.substr(0, piece));
  }
  in_pieces.end(in_order);
  check(in_pieces);
  AnswerReader at_once(kLimits);
  at_once.feed(bytes);
  at_once.end(in_order);
  check(at_once);
  if (at_once.state() != in_pieces.state()) std::abort();
  if (at_once.state() == AnswerReader::State::done &&
      (at_once.body() != in_pieces.body() || at_once.head().status != in_pieces.head().status)) {
    std::abort();
  }
  return 0;
}
