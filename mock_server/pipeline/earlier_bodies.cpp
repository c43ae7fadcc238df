#include "mock_server/pipeline/earlier_bodies.hpp"

#include <algorithm>

namespace everstrike::mock_server {

void EarlierBodies::remember(std::string_view body) {
  if (body.empty() || body.size() > kBodyBytesMax) return;
  if (std::find(bodies_.begin(), bodies_.end(), body) != bodies_.end()) return;
  bodies_[count_ % kBodiesMax] = body;
  ++count_;
  ++number_;
}

void EarlierBodies::forget() {
  bodies_ = {};
  count_ = 0;
  ++number_;
}

std::vector<std::string_view> EarlierBodies::latest_first() const {
  std::vector<std::string_view> latest;
  const std::size_t kept = std::min(count_, kBodiesMax);
  for (std::size_t i = 1; i <= kept; ++i) latest.push_back(bodies_[(count_ - i) % kBodiesMax]);
  return latest;
}

}  // namespace everstrike::mock_server
