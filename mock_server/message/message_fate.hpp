// What becomes of one message of the feed on its way out, as a rule of a scenario has it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace everstrike::mock_server {

struct MessageFate {
  enum class Kind {
    sent,
    lost,     // it never leaves, and the stream goes on without it
    doubled,  // it leaves twice
    cut,      // the connection ends in its place
  };
  Kind kind = Kind::sent;
  // Of `cut`: a close frame with this code goes before the end; without one the line just breaks.
  std::optional<std::uint16_t> close_code = std::nullopt;
  std::string fault = {};  // "<rule id>;seed=…;n=…", empty where no rule struck
};

}  // namespace everstrike::mock_server
