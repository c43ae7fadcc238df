// Whose world a control request means.
#pragma once

#include <string>

#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// tenant_of gives the tenant of a key that has an account; nullptr without one. Under
// --auto-accounts looking makes both, as a request would, so that a test can set up its world
// before it begins.
[[nodiscard]] inline Tenant* tenant_of(const Backstage& backstage, const std::string& api_key) {
  return backstage.keys.find(api_key) ? &backstage.tenants.of(api_key) : nullptr;
}

}  // namespace everstrike::mock_server
