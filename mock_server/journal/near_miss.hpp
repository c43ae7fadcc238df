// The entries that come closest to a pattern without matching it: what a test that failed wants
// to see first.
#pragma once

#include <memory>
#include <vector>

#include "mock_server/journal/pattern.hpp"
#include "mock_server/message/patience.hpp"

namespace everstrike::mock_server {

inline constexpr std::size_t kNearMisses = 3;

struct NearMiss {
  std::shared_ptr<const Entry> entry;
  std::vector<Difference> differences;  // at least one
};

// near_misses gives at most kNearMisses of them: those with the fewest differences, and among
// equals the newest. Where the pattern names an API key, entries of other keys come last: in
// parallel tests they are somebody else's.
[[nodiscard]] std::vector<NearMiss> near_misses(
    const std::vector<std::shared_ptr<const Entry>>& entries, const Pattern& pattern,
    const Patience& patience = {});

}  // namespace everstrike::mock_server
