// The way of a run around its cases, alike for every suite: what its options name is read, places
// that can't be written to are found before anything is asked, then the suite asks, and what came
// of it is told.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "command_line/exit_code.hpp"
#include "conformance/report/report_target.hpp"
#include "conformance/report/reporter.hpp"
#include "conformance/run/known_failing.hpp"
#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// How a command ends: with an exit code, or an error that was not told yet.
using Ended = Expected<command_line::ExitCode, command_line::Error>;

struct RunInputs {
  std::vector<KnownFailure> known_failing;
  std::vector<ReportTarget> targets;
};

// read_run_inputs reads the known-failing list ("": there is none) and what reports are wanted.
[[nodiscard]] Expected<RunInputs, command_line::Error> read_run_inputs(
    const std::string& known_failing_file, const std::vector<std::string>& reports);

// reported_run has the reports' places prepared, the suite asked and its result told. An error of
// the suite is handed on, and nothing is told then.
[[nodiscard]] Ended reported_run(
    const RunInputs& inputs,
    const std::function<Expected<RunResult, command_line::Error>(Reporter&)>& ask);

}  // namespace everstrike::conformance
