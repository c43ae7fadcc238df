// A run of server cases: one after the other, at the agreed pace, with what came of each.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/run/replay_line.hpp"
#include "conformance/run/results.hpp"
#include "conformance/server/server_case.hpp"
#include "conformance/server/target.hpp"

namespace everstrike::conformance::server {

struct ServerRunSettings {
  TargetSettings target;
  std::string base_url;      // as given, for people
  std::string subject_name;  // empty: the host
  Replay replay;
  std::uint64_t seed = 0;
  bool strict = false;
  bool malformed = false;                // whether cases that touch `odd` run
  std::function<bool()> is_interrupted;  // asked between cases
  std::function<void(const CaseResult&)> on_case;
  std::function<bool(const CaseResult&)> ends_run;  // whether a result is reason to stop
};

// announcement says in plain lines what a run will send, and what it will not.
[[nodiscard]] std::string announcement(const std::vector<ServerCase>& cases,
                                       const ServerRunSettings& settings);

// run_server_cases fills everything but what the known-failing list changes and the exit code.
// Without a single connection it stops at once, with RunProblem::never_connected.
[[nodiscard]] RunResult run_server_cases(const std::vector<ServerCase>& cases,
                                         const ServerRunSettings& settings);

}  // namespace everstrike::conformance::server
