// A report that was asked for on the command line: `--report junit=FILE`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line/error.hpp"
#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

enum class ReportFormat { junit, json, html, markdown, tap };

struct ReportTarget {
  ReportFormat format = ReportFormat::json;
  std::string path;  // "-" is standard output
};

// parse_report_targets reads each "format=FILE". Two reports for one file are an error.
[[nodiscard]] Expected<std::vector<ReportTarget>, command_line::Error> parse_report_targets(
    const std::vector<std::string>& texts);

// report_text is the whole report on one run.
[[nodiscard]] std::string report_text(ReportFormat format, const RunResult& run);

}  // namespace everstrike::conformance
