// `everstrike-mock plan`: prints what a scenario, or the options --fail-…, will do to the requests
// of one API key, without serving. The draw is a pure function, so this is what `serve` with the
// same scenario and seed then does.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct PlanSettings {
  std::string scenario_file;
  std::string api_key = "demo-key";
  std::string endpoint = "POST /auth/cancel";
  // Of one request after the other, the last again for all further ones. Without any, and without
  // a journal, rules that look at them are left out.
  std::vector<std::string> order_ids;
  std::string journal_file;  // whose requests are taken instead: NDJSON as --journal-file writes it
  std::optional<std::uint64_t> requests;  // without: 50, or as many as the journal has
  std::uint64_t fail_first = 0;           // as of `serve`
  std::string fail_rate;
  std::optional<std::string> fail_phase;
  std::optional<std::uint64_t> seed;  // without one, the scenario's own, or 0
  bool json = false;
};

[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> print_plan(
    const PlanSettings& settings, std::ostream& out);

}  // namespace everstrike::mock_server
