// Finds out why an address could not be bound. The HTTP library only says that it failed, so the
// attempt is repeated here with the system calls themselves.
#pragma once

#include <cstdint>
#include <string>

#include "mock_server/wire/listener.hpp"

namespace everstrike::mock_server {

[[nodiscard]] ListenError explain_bind_failure(const std::string& host, std::uint16_t port);

}  // namespace everstrike::mock_server
