// The option --report, alike for every command that judges.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace everstrike::conformance {

// add_report_option describes it to CLI11, bound to `reports`; parse_report_targets reads them.
void add_report_option(CLI::App& app, std::vector<std::string>& reports);

}  // namespace everstrike::conformance
