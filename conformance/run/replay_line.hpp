// The line that repeats a case alone, as a shell takes it.
#pragma once

#include <string>
#include <vector>

namespace everstrike::conformance {

struct Replay {
  std::string suite;                 // the subcommand, "client"
  std::vector<std::string> options;  // that the run had
  std::vector<std::string> command;  // of the program under test; empty: there is none
};

// replay_line gives it for one case, or for whatever `what` names.
[[nodiscard]] std::string replay_line(const Replay& replay, const std::string& what);

}  // namespace everstrike::conformance
