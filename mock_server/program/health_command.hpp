// `everstrike-mock health`: asks a mock's GET /mock/health and says by the exit code whether it is
// well, for a container's health check and for scripts.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "command_line/exit_code.hpp"

namespace everstrike::mock_server {

struct HealthSettings {
  std::string url = "http://127.0.0.1:8080";
  std::uint64_t timeout_ms = 2'000;
};

// check_health gives `done` if it answers 200, else `failed` with one line on `err`; `usage` for a
// URL that is none, or one of https: the port speaks plain HTTP too unless --tls-only is given.
[[nodiscard]] command_line::ExitCode check_health(const HealthSettings& settings,
                                                  std::ostream& err);

}  // namespace everstrike::mock_server
