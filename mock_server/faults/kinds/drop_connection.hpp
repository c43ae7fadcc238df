// Ends a connection of the feed in place of a message: after a close frame with a code of your
// choice, or without any, as a broken line ends.
#pragma once

#include <cstdint>
#include <optional>

#include "mock_server/faults/kinds/kind.hpp"
#include "mock_server/message/message_fate.hpp"

namespace everstrike::mock_server {

struct DropConnection {
  static constexpr FaultRow kRow = {"drop_connection",
                                    "the end of the feed's connection in place of the message"};

  std::optional<std::uint16_t> close_code;  // none: no close frame

  void read(FaultReader& reader) {
    std::uint16_t code = 0;
    read_whole(reader, "close_code", {1000, 4999}, code);
    if (code != 0) close_code = code;
  }
  void write(auto& json) const {
    if (close_code) json["close_code"] = *close_code;
  }
  void apply(const Moment&, Answer&) const {}
  [[nodiscard]] MessageFate fate() const {
    return {.kind = MessageFate::Kind::cut, .close_code = close_code};
  }
};

}  // namespace everstrike::mock_server
