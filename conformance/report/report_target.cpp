#include "conformance/report/report_target.hpp"

#include <set>

#include "command_line/nearest_name.hpp"
#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/report/html.hpp"
#include "conformance/report/junit.hpp"
#include "conformance/report/markdown.hpp"
#include "conformance/report/result_file.hpp"
#include "conformance/report/tap.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;

const std::vector<std::string> kFormats = {"junit", "json", "html", "markdown", "tap"};

}  // namespace

Expected<std::vector<ReportTarget>, Error> parse_report_targets(
    const std::vector<std::string>& texts) {
  std::vector<ReportTarget> targets;
  std::set<std::string> paths;
  for (const auto& text : texts) {
    const std::string place = "--report " + command_line::one_line(text);
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
      return command_line::usage_error(place, "expected FORMAT=FILE, as in junit=report.xml");
    }
    const auto name = text.substr(0, equals);
    std::size_t format = 0;
    while (format < kFormats.size() && kFormats[format] != name) ++format;
    if (format == kFormats.size()) {
      const auto near = command_line::nearest_name(name, kFormats);
      return command_line::usage_error(
          place, "expected junit, json, html, markdown or tap before \"=\"" +
                     (near ? "; did you mean " + *near + "?" : std::string()));
    }
    const auto path = text.substr(equals + 1);
    if (!paths.insert(path).second)
      return command_line::usage_error(place, "another report goes there");
    targets.push_back({static_cast<ReportFormat>(format), path});
  }
  return targets;
}

std::string report_text(ReportFormat format, const RunResult& run) {
  switch (format) {
    case ReportFormat::junit:
      return junit_report(run);
    case ReportFormat::json:
      return json_report(run);
    case ReportFormat::html:
      return html_report({run});
    case ReportFormat::markdown:
      return markdown_report(run);
    case ReportFormat::tap:
      return tap_report(run);
  }
  return "";
}

}  // namespace everstrike::conformance
