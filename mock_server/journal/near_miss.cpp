#include "mock_server/journal/near_miss.hpp"

#include <algorithm>

namespace everstrike::mock_server {

std::vector<NearMiss> near_misses(const std::vector<std::shared_ptr<const Entry>>& entries,
                                  const Pattern& pattern, const Patience& patience) {
  struct Candidate {
    std::shared_ptr<const Entry> entry;
    std::size_t num_differences = 0;
    bool is_strange = false;  // of another key
  };
  const auto is_nearer = [&](const Candidate& a, const Candidate& b) {
    if (a.is_strange != b.is_strange) return b.is_strange;
    if (a.num_differences != b.num_differences) return a.num_differences < b.num_differences;
    return a.entry->number > b.entry->number;
  };
  Matcher matcher(pattern);
  std::vector<Candidate> nearest;
  for (const auto& entry : entries) {
    patience.check();
    const std::size_t count = matcher.num_differences(*entry);
    if (count == 0) continue;
    Candidate candidate{entry, count, matcher.differs_in_key()};
    const auto place = std::upper_bound(nearest.begin(), nearest.end(), candidate, is_nearer);
    nearest.insert(place, std::move(candidate));
    if (nearest.size() > kNearMisses) nearest.pop_back();
  }
  std::vector<NearMiss> misses;
  for (const Candidate& each : nearest) {
    misses.push_back({each.entry, matcher.differences(*each.entry)});
  }
  return misses;
}

}  // namespace everstrike::mock_server
