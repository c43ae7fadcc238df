// `everstrike-mock plan`: prints what a scenario will do to the requests of one API key, without
// serving. The draw is a pure function, so this is what `serve` with the same scenario and seed
// then does.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "command_line/exit_code.hpp"

namespace everstrike::mock_server {

struct PlanSettings {
  std::string scenario_file;
  std::string api_key = "demo-key";
  std::string endpoint = "POST /auth/cancel";
  std::string order_id;  // "": rules that look at it are left out
  std::uint64_t requests = 50;
  std::optional<std::uint64_t> seed;  // without one, the scenario's own, or 0
  bool json = false;
};

[[nodiscard]] command_line::ExitCode print_plan(const PlanSettings& settings, std::ostream& out,
                                                std::ostream& err);

}  // namespace everstrike::mock_server
