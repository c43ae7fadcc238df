#include "conformance/report/reported_run.hpp"

#include <utility>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::conformance {

using command_line::Error;

Expected<RunInputs, Error> read_run_inputs(const std::string& known_failing_file,
                                           const std::vector<std::string>& reports) {
  RunInputs inputs;
  if (!known_failing_file.empty()) {
    const auto text = command_line::read_text_file(known_failing_file);
    if (!text) return Unexpected<Error>(text.error());
    auto list = parse_known_failing(*text, known_failing_file);
    if (!list) return command_line::usage_error(list.error());
    inputs.known_failing = std::move(*list);
  }
  auto targets = parse_report_targets(reports);
  if (!targets) return Unexpected<Error>(targets.error());
  inputs.targets = std::move(*targets);
  return inputs;
}

Ended reported_run(const RunInputs& inputs,
                   const std::function<Expected<RunResult, Error>(Reporter&)>& ask) {
  Reporter reporter(inputs.targets, Audience::of_process());
  if (const auto ready = reporter.prepare(); !ready) return Unexpected<Error>(ready.error());
  const auto run = ask(reporter);
  if (!run) return Unexpected<Error>(run.error());
  return reporter.finish(*run);
}

}  // namespace everstrike::conformance
