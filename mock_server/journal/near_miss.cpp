#include "mock_server/journal/near_miss.hpp"

#include <algorithm>

namespace everstrike::mock_server {

std::vector<NearMiss> near_misses(const std::vector<std::shared_ptr<const Entry>>& entries,
                                  const Pattern& pattern) {
  const auto is_strange = [](const NearMiss& miss) {
    return std::ranges::any_of(miss.differences,
                               [](const Difference& each) { return each.field == "api_key"; });
  };
  const auto is_nearer = [&](const NearMiss& a, const NearMiss& b) {
    if (is_strange(a) != is_strange(b)) return is_strange(b);
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
