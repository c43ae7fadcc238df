// `everstrike-conformance journal FILE…`: judges a session afterwards, by the journals of it.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/report/reported_run.hpp"

namespace everstrike::conformance {

struct JournalSettings {
  RunOptions run;
  std::string name;
  std::string secret_file;
  std::vector<std::string> files;
};

void add_journal_command(command_line::Command& app, JournalSettings& settings);
[[nodiscard]] Ended run_journal_command(const JournalSettings& settings);

// session_suite is what known findings and endings of a session go by.
[[nodiscard]] Suite session_suite();

}  // namespace everstrike::conformance
