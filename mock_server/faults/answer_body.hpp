// The bodies that an answer with a chosen status may have: as documented, or wrong in one named
// way that clients of JSON APIs are known to stumble over.
#pragma once

#include "mock_server/faults/fault.hpp"
#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

// answer_of_kind gives the answer with `status`. `truth` is what would have been answered; its
// envelope is kept where the status is that of a success, else the documented error is used.
[[nodiscard]] Reply answer_of_kind(BodyKind kind, int status, Reply truth);

}  // namespace everstrike::mock_server
