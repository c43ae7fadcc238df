// The options that every suite has: which cases, what may fail, where to report.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/error.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/report/reported_run.hpp"
#include "conformance/run/case.hpp"
#include "conformance/run/selection.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct SelectionSettings {
  std::vector<std::string> patterns;
  std::vector<std::string> skip;
  std::string level;
  int suite_revision = kSuiteRevision;
};

struct SuiteSettings {
  SelectionSettings selection;
  std::string last_failed_file;  // a result whose failures are asked again; empty: none
  RunOptions run;
  std::string name;  // of the subject, in reports
};

// A suite's words in the help.
struct SuiteHelp {
  std::string cases = "Cases";
  std::string subject;     // "the client"
  bool has_should = true;  // whether it has cases that count with --strict only
};

// add_selection_options adds those that choose cases, bound to `selection`.
void add_selection_options(command_line::Command& app, SelectionSettings& selection);
// add_suite_options adds all of them.
void add_suite_options(command_line::Command& app, SuiteSettings& settings, const SuiteHelp& help);

// add_session_options adds those of a suite that judges a session: no cases can be chosen.
void add_session_options(command_line::Command& app, RunOptions& run, std::string& name);

// selection_of reads the settings of one suite ("client"). What names nothing is an error.
[[nodiscard]] Expected<Selection, command_line::Error> selection_of(
    const SelectionSettings& settings);
[[nodiscard]] Expected<Selection, command_line::Error> selection_of(const SuiteSettings& settings,
                                                                    std::string_view suite);

// chosen_from gives the cases of a suite that are chosen.
template <class One>
[[nodiscard]] Expected<std::vector<One>, command_line::Error> chosen_from(
    const std::vector<One>& suite, const Expected<Selection, command_line::Error>& selection) {
  if (!selection) return Unexpected<command_line::Error>(selection.error());
  auto chosen = select(suite, *selection);
  if (!chosen) return command_line::usage_error(chosen.error());
  return std::move(*chosen);
}

}  // namespace everstrike::conformance
