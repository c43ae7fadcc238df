#include "mock_server/pipeline/tenants.hpp"

#include <algorithm>

namespace everstrike::mock_server {

Tenant& Tenants::of(std::string_view api_key) {
  if (Tenant* present = find(api_key)) return *present;
  // Made while others go on; one that somebody else was quicker with is freed after the lock.
  auto made = make_(api_key);
  const std::unique_lock lock(mutex_);
  made->clock = first_clock_;
  return *tenants_.try_emplace(std::string(api_key), std::move(made)).first->second;
}

Tenant* Tenants::find(std::string_view api_key) {
  const std::shared_lock lock(mutex_);
  const auto found = tenants_.find(api_key);
  return found == tenants_.end() ? nullptr : found->second.get();
}

std::vector<std::pair<std::string, Tenant*>> Tenants::all() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::pair<std::string, Tenant*>> result;
  result.reserve(tenants_.size());
  for (const auto& [key, tenant] : tenants_) result.emplace_back(key, tenant.get());
  return result;
}

std::size_t Tenants::size() const {
  const std::shared_lock lock(mutex_);
  return tenants_.size();
}

void Tenants::forget_finished(std::size_t n) {
  const auto tenants = all();
  std::vector<std::int64_t> times;
  for (const auto& [key, tenant] : tenants) {
    const std::lock_guard lock(tenant->mutex);
    const auto some = tenant->world.finished_times();
    times.insert(times.end(), some.begin(), some.end());
  }
  if (times.empty() || n == 0) return;
  const std::size_t last = std::min(n, times.size()) - 1;
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(last), times.end());
  const std::int64_t until_ms = times[last];
  std::size_t left = last + 1;
  for (const auto& [key, tenant] : tenants) {
    const std::lock_guard lock(tenant->mutex);
    left -= tenant->world.forget_finished(until_ms, left);
    if (left == 0) return;
  }
}

void Tenants::set_clock(const WorldClock& clock) {
  {
    const std::unique_lock lock(mutex_);
    first_clock_ = clock;
  }
  for (const auto& [key, tenant] : all()) {
    const std::lock_guard lock(tenant->mutex);
    tenant->clock = clock;
  }
}

}  // namespace everstrike::mock_server
