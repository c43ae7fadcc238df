#include "conformance/client/judge/shortest_pauses.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

// What a machine with nothing else to do adds to a pause.
bool is_alike(std::int64_t one, std::int64_t other) {
  constexpr std::int64_t kQuietMs = 20;
  return std::abs(one - other) <= std::max(kQuietMs, std::min(one, other) / 10);
}

}  // namespace

void ShortestPauses::add(Evidence look) {
  const auto known = pauses_between(shortest_.cancels());
  const auto now = pauses_between(look.cancels());
  // Of many pauses some are disturbed in any look, and how many there are may be a matter of time.
  const std::size_t common = std::min(known.size(), now.size());
  std::size_t differing = 0;
  for (std::size_t i = 0; i < common; ++i) differing += is_alike(known[i], now[i]) ? 0 : 1;
  agree_ = differing * 4 <= common;
  const auto cancels = look.cancels();
  std::int64_t earlier_ms = 0;  // so much earlier everything came, had no pause been too long
  std::size_t next = 0;
  for (SeenRequest& request : look.requests) {
    if (next < cancels.size() && cancels[next] == &request) {
      if (next > 0 && next <= known.size()) {
        earlier_ms += std::max<std::int64_t>(0, now[next - 1] - known[next - 1]);
      }
      ++next;
    }
    request.at_ms -= earlier_ms;
    request.answered_ms -= earlier_ms;
  }
  shortest_ = std::move(look);
}

}  // namespace everstrike::conformance
