// `everstrike-conformance report a.json b.json --html FILE`: shows runs again, or side by side.
// Several runs become the matrix of clients × cases in HTML; the other formats hold one run each.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/exit_code.hpp"
#include "conformance/report/reporter.hpp"

namespace everstrike::conformance {

struct ReportCommandSettings {
  std::vector<std::string> files;
  std::string html;                  // empty: none
  std::vector<std::string> reports;  // "junit=FILE"
  bool compare = false;              // two files: what became of the first in the second
};

// add_report_command adds the subcommand, bound to `settings`.
void add_report_command(command_line::Command& app, ReportCommandSettings& settings);

// run_report_command ends with `done` when everything was shown, whatever the runs came to; with
// `failed` for a comparison that found a regression; with
// `usage` for files that hold no result, `environment` for files that can't be read or written.
[[nodiscard]] command_line::ExitCode run_report_command(const ReportCommandSettings& settings,
                                                        const Audience& audience);

}  // namespace everstrike::conformance
