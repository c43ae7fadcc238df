#include "mock_server/tenants.hpp"

namespace everstrike::mock_server {

Tenant& Tenants::of(std::string_view api_key) {
  if (Tenant* present = find(api_key)) return *present;
  const std::unique_lock lock(mutex_);
  if (const auto found = tenants_.find(api_key); found != tenants_.end()) return *found->second;
  return *tenants_.emplace(std::string(api_key), make_(api_key)).first->second;
}

Tenant* Tenants::find(std::string_view api_key) {
  const std::shared_lock lock(mutex_);
  const auto found = tenants_.find(api_key);
  return found == tenants_.end() ? nullptr : found->second.get();
}

}  // namespace everstrike::mock_server
