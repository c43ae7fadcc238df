// The body of an answer that is made while it is being sent, so that it is never in memory as a
// whole. Asked for one piece at a time, by one thread at a time, not always the same.
#pragma once

#include <cstddef>
#include <string>

#include "mock_server/message/patience.hpp"

namespace everstrike::mock_server {

class BodySource {
 public:
  static constexpr std::size_t kPieceBytesMax = 256 * 1024;

  struct Piece {
    std::string bytes;     // at most kPieceBytesMax; may be empty
    bool is_last = false;  // nothing is asked for any more
  };

  BodySource() = default;
  virtual ~BodySource() = default;
  BodySource(const BodySource&) = delete;
  BodySource& operator=(const BodySource&) = delete;

  // next gives the next piece. An exception says that the rest cannot be had: the answer ends
  // unfinished, as its reader will notice.
  [[nodiscard]] virtual Piece next(const Patience& patience) = 0;
};

}  // namespace everstrike::mock_server
