// What a client of the feed sends, whatever it is: no crash, nothing kept beyond the bounds, and
// the same answers however the bytes are cut into pieces. The first byte of the input says how long
// the pieces are; then come the bytes. A handshake is read from the same bytes.
#include <cstdlib>
#include <string>

#include "mock_server/feed/feed.hpp"
#include "mock_server/feed/feed_session.hpp"
#include "mock_server/feed/handshake.hpp"
#include "mock_server/wire/http/request_head.hpp"

namespace {

using namespace everstrike::mock_server;

void require(bool holds) {
  if (!holds) std::abort();
}

const FeedParts& parts() {
  static const FeedParts all{
      .options = {.limits = {.message_bytes = 512, .unread_bytes = 16 * 1024}},
      .seed = 7,
      .clock = std::make_shared<FakeClock>(1'700'000'000'000),
      .knows_key = [](std::string_view key) { return key == "k"; },
      .fate_of = [](std::string_view, std::string_view, std::string_view) { return MessageFate{}; },
      .note = [](const FeedNote&) {}};
  return all;
}

// All that is sent in answer to `bytes`, in pieces of `length`.
std::string answers_to(std::string_view bytes, std::size_t length) {
  ExchangeFloor floor(parts().options.limits);
  FeedSession session(parts(), floor, 1, "127.0.0.1");
  const Session::Time now{std::chrono::hours(1)};
  session.begin([] {}, now);
  std::string out;
  while (!bytes.empty() && !session.end()) {
    const auto taken = session.receive(bytes.substr(0, length), now);
    require(taken > 0);  // all that was answered is read
    bytes.remove_prefix(taken);
    require(session.unfinished_bytes() <= 8 * 1024);
    require(session.output().size() <= 16 * 1024);
    out += session.output();
    session.sent(session.output().size());
  }
  require(session.end() != WireEnd::reset);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  const std::string_view bytes = input.substr(1);
  const auto pieces = static_cast<std::size_t>(static_cast<unsigned char>(input[0])) + 1;
  const auto in_pieces = answers_to(bytes, pieces);
  const auto at_once = answers_to(bytes, bytes.size() + 1);
  require(in_pieces == at_once);
  if (const auto head = parse_head(bytes, {}); head && wants_feed(*head)) (void)shake_hands(*head);
  return 0;
}
