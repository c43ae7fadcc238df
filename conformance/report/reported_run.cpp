#include "conformance/report/reported_run.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/report/atomic_file.hpp"
#include "conformance/report/known_failing_text.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

// Writes the list that --write-known-failing asks for. A run that says nothing about its cases
// leaves what is there alone.
ExitCode write_known_failing(const RunInputs& inputs, const Suite& suite, const RunResult& run,
                             ExitCode ended) {
  const std::string& path = inputs.options.write_known_failing_file;
  if (path.empty()) return ended;
  if (run.problem != RunProblem::none && run.problem != RunProblem::stale_known_failing) {
    std::cerr
        << "everstrike-conformance: --write-known-failing: nothing was written, since the run "
           "did not come to its end\n";
    return ended;
  }
  const auto written =
      write_whole_file(path, known_failing_text(inputs.known_failing, suite.all, run));
  if (written) return ended;
  std::cerr << "everstrike-conformance: " << written.error().message << std::endl;
  return ended == ExitCode::done ? ExitCode::environment : ended;
}

}  // namespace

Expected<RunInputs, Error> read_run_inputs(RunOptions options, KnownBy known_by) {
  RunInputs inputs;
  if (!options.known_failing_file.empty()) {
    const auto text = command_line::read_text_file(options.known_failing_file);
    if (!text) return Unexpected<Error>(text.error());
    auto list = parse_known_failing(*text, options.known_failing_file, known_by);
    if (!list) return command_line::usage_error(list.error());
    inputs.known_failing = std::move(*list);
  }
  auto targets = parse_report_targets(options.reports);
  if (!targets) return Unexpected<Error>(targets.error());
  inputs.targets = std::move(*targets);
  inputs.options = std::move(options);
  return inputs;
}

bool ends_run(const RunInputs& inputs, const CaseResult& result) {
  if (!inputs.options.stop_first || !counts_against(result, inputs.options.strict)) return false;
  const auto is_it = [&](const KnownFailure& known) { return known.id == result.id; };
  return result.verdict == Verdict::broken ||
         std::none_of(inputs.known_failing.begin(), inputs.known_failing.end(), is_it);
}

Ended reported_run(const RunInputs& inputs, const Suite& suite,
                   const std::function<Expected<RunResult, Error>(Reporter&)>& ask) {
  Reporter reporter(inputs.targets, Audience::of_process());
  if (const auto ready = reporter.prepare(); !ready) return Unexpected<Error>(ready.error());
  auto run = ask(reporter);
  if (!run) return Unexpected<Error>(run.error());
  apply_known_failing(inputs.known_failing, suite.all, *run);
  conclude_run(*run, suite.words);
  return write_known_failing(inputs, suite, *run, reporter.finish(*run));
}

}  // namespace everstrike::conformance
