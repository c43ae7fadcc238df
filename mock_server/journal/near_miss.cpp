#include "mock_server/journal/near_miss.hpp"

#include <algorithm>

namespace everstrike::mock_server {

std::vector<NearMiss> near_misses(const std::vector<std::shared_ptr<const Entry>>& entries,
                                  const Pattern& pattern) {
  const auto is_nearer = [](const NearMiss& a, const NearMiss& b) {
    if (a.differences.size() != b.differences.size()) {
      return a.differences.size() < b.differences.size();
    }
    return a.entry->number > b.entry->number;
  };
  std::vector<NearMiss> nearest;
  for (const auto& entry : entries) {
    NearMiss candidate{entry, differences(*entry, pattern)};
    if (candidate.differences.empty()) continue;
    const auto place = std::upper_bound(nearest.begin(), nearest.end(), candidate, is_nearer);
    nearest.insert(place, std::move(candidate));
    if (nearest.size() > kNearMisses) nearest.pop_back();
  }
  return nearest;
}

}  // namespace everstrike::mock_server
