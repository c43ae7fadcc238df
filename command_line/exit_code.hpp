// How the programs end, for shells and test runners to read. The numbers are part of the
// programs' contract and never change meaning; every program uses the same ones.
#pragma once

namespace everstrike::command_line {

enum class ExitCode : int {
  done = 0,         // done, confirmed, all passed
  failed = 1,       // the checked thing failed: refused, verdict fail, stale baseline
  usage = 2,        // an option or a configuration file is wrong, a pattern matches nothing
  environment = 3,  // our own or the surroundings' failure: port taken, file unreadable
  subject_never_started = 4,  // the program under test could not be run at all
  nothing_ran = 5,            // there was nothing to do, which must not look like a pass
  outcome_unknown = 6,        // the client: the order may or may not be cancelled
  interrupted = 130,          // ended by SIGINT
};

// to_int is for `return` in main and for std::exit.
[[nodiscard]] constexpr int to_int(ExitCode code) { return static_cast<int>(code); }

}  // namespace everstrike::command_line
