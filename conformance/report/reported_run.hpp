// The way of a run around its cases, once for every suite: what its options name is read, places
// that can't be written to are found before anything is asked, then the suite asks, the list of
// known failures is held against what came of it, the exit code is found, and all of it is told.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "command_line/exit_code.hpp"
#include "conformance/report/report_target.hpp"
#include "conformance/report/reporter.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/run/known_failing.hpp"
#include "conformance/run/results.hpp"
#include "conformance/run/selection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// How a command ends: with an exit code, or an error that was not told yet.
using Ended = Expected<command_line::ExitCode, command_line::Error>;

// As they stand on the command line; files are paths, "" for none.
struct RunOptions {
  std::string known_failing_file;
  std::string write_known_failing_file;
  bool strict = false;
  bool stop_first = false;
  std::vector<std::string> reports;
};

struct RunInputs {
  std::vector<KnownFailure> known_failing;
  std::vector<ReportTarget> targets;
  RunOptions options;
};

// What a suite is, besides the cases that were chosen.
struct Suite {
  CaseNames all;
  EndingWords words = {};
};

// read_run_inputs reads the known-failing list and what reports are wanted.
[[nodiscard]] Expected<RunInputs, command_line::Error> read_run_inputs(
    RunOptions options, KnownBy known_by = KnownBy::case_id);

// ends_run tells whether a result ends the run of --stop-first: a failure that counts and that is
// not known.
[[nodiscard]] bool ends_run(const RunInputs& inputs, const CaseResult& result);

// reported_run has the reports' places prepared, the suite asked and its result told. An error of
// the suite is handed on, and nothing is told then.
[[nodiscard]] Ended reported_run(
    const RunInputs& inputs, const Suite& suite,
    const std::function<Expected<RunResult, command_line::Error>(Reporter&)>& ask);

}  // namespace everstrike::conformance
