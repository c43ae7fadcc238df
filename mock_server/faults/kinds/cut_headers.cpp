#include "mock_server/faults/kinds/cut_headers.hpp"

#include <algorithm>

#include "mock_server/wire/http/reply_bytes.hpp"

namespace everstrike::mock_server {

void CutHeaders::apply(const Moment&, Answer& shaped) const {
  // The head may still grow by headers of ours, so the first blank line is never before this.
  const std::size_t head = render_reply(shaped.reply, {.head_only = true}).size();
  shaped.cut(std::min(keep, head - 2), WireEnd::close);
}

}  // namespace everstrike::mock_server
