// The option --report, alike for every command that judges.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"

namespace everstrike::conformance {

// add_report_option adds it, bound to `reports`; parse_report_targets reads them.
void add_report_option(command_line::Command& app, std::vector<std::string>& reports);

}  // namespace everstrike::conformance
