// What is to happen to an answer on its way to the client, as plain data. A fault never touches
// a socket: it fills a WirePlan, and the connection loop carries it out, over plain TCP and TLS
// alike. Delays are timers of the loop and hold no thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

// What follows the last byte that is sent.
enum class WireEnd {
  keep,   // the connection goes on as HTTP says
  close,  // an orderly end: FIN (and close_notify over TLS)
  reset,  // a TCP RST: the client sees ECONNRESET
  hang,   // nothing more is sent and the connection stays open until the client gives up
};

// wire_end_text is the name that the journal has for it.
[[nodiscard]] std::string_view wire_end_text(WireEnd end);

struct WirePlan {
  std::chrono::milliseconds delay{0};  // before the first byte
  // Only so many bytes of the answer (status line included) are sent, then `end` happens.
  // Counted in plaintext bytes; nullopt sends all of it.
  std::optional<std::size_t> cut_after = std::nullopt;
  WireEnd end = WireEnd::keep;
  std::optional<std::uint64_t> bytes_per_second = std::nullopt;  // dribble; at least 1
  std::optional<std::string> raw_answer = std::nullopt;  // sent instead of the rendered reply

  [[nodiscard]] bool is_plain() const {
    return delay.count() == 0 && !cut_after && end == WireEnd::keep && !bytes_per_second &&
           !raw_answer;
  }
};

}  // namespace everstrike::mock_server
