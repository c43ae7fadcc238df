#include "conformance/report/report_command.hpp"

#include <ostream>

#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/report/atomic_file.hpp"
#include "conformance/report/compare.hpp"
#include "conformance/report/html.hpp"
#include "conformance/report/result_file.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

Expected<std::vector<RunResult>, Error> read_all(const std::vector<std::string>& files) {
  std::vector<RunResult> runs;
  for (const auto& file : files) {
    auto run = read_result_file(file);
    if (!run) return Unexpected<Error>(run.error());
    runs.push_back(std::move(*run));
  }
  return runs;
}

Expected<void, Error> write(const std::string& path, const std::string& text,
                            const Audience& audience) {
  if (path != "-") return write_whole_file(path, text);
  *audience.out << text << std::flush;
  return {};
}

Expected<void, Error> show(const ReportCommandSettings& settings, const Audience& audience) {
  const auto targets = parse_report_targets(settings.reports);
  if (!targets) return Unexpected<Error>(targets.error());
  const auto runs = read_all(settings.files);
  if (!runs) return Unexpected<Error>(runs.error());
  for (const auto& target : *targets) {
    const bool is_html = target.format == ReportFormat::html;
    if (!is_html && runs->size() > 1) {
      return command_line::usage_error("--report", "only html shows several runs; " + target.path +
                                                       " would hold one of " +
                                                       std::to_string(runs->size()));
    }
    const auto text = is_html ? html_report(*runs) : report_text(target.format, runs->front());
    if (auto written = write(target.path, text, audience); !written) return written;
  }
  if (!settings.html.empty()) {
    if (auto written = write(settings.html, html_report(*runs), audience); !written) {
      return written;
    }
  }
  if (targets->empty() && settings.html.empty()) {
    const TerminalLook look = {.colours = audience.out_is_terminal && !audience.no_colour,
                               .width = audience.out_is_terminal ? audience.width : 80};
    for (const auto& run : *runs) *audience.out << terminal_report(run, look) << std::flush;
  }
  return {};
}

// Shows what became of one run in another; says whether something became worse.
Expected<bool, Error> show_comparison(const ReportCommandSettings& settings,
                                      const Audience& audience) {
  if (settings.files.size() != 2) {
    return command_line::usage_error("--compare", "expected two results, OLD.json NEW.json");
  }
  if (!settings.html.empty()) {
    return command_line::usage_error("--compare", "writes Markdown, not --html");
  }
  const auto targets = parse_report_targets(settings.reports);
  if (!targets) return Unexpected<Error>(targets.error());
  for (const auto& target : *targets) {
    if (target.format == ReportFormat::markdown) continue;
    return command_line::usage_error("--compare",
                                     "writes Markdown: expected --report markdown=FILE");
  }
  const auto runs = read_all(settings.files);
  if (!runs) return Unexpected<Error>(runs.error());
  const RunResult& before = runs->front();
  const RunResult& now = runs->back();
  const auto found = compare(before, now);
  if (!found) {
    return command_line::usage_error("--compare", command_line::one_line(found.error()));
  }
  const std::string text = compare_markdown(before, now, *found);
  for (const auto& target : *targets) {
    if (auto written = write(target.path, text, audience); !written) {
      return Unexpected<Error>(written.error());
    }
  }
  if (targets->empty()) *audience.out << text << std::flush;
  return !found->regressions.empty();
}

}  // namespace

void add_report_command(command_line::Command& app, ReportCommandSettings& settings) {
  auto report = app.subcommand("report", "Show earlier runs again, or side by side");
  report.option("files", settings.files, "Results written with --report json=FILE")
      .value_name("FILE")
      .required();
  report.option("--html", settings.html, "One page with all runs, clients × cases")
      .value_name("FILE");
  report
      .option("--report", settings.reports,
              "Write junit, json, html, markdown or tap; \"-\" is standard output")
      .value_name("FORMAT=FILE")
      .one_value_each();
  report.flag(
      "--compare", settings.compare,
      "Say what became of the first run in the second, in Markdown; a regression ends with 1");
  report.footer("Without --html and --report the runs are printed.");
}

ExitCode run_report_command(const ReportCommandSettings& settings, const Audience& audience) {
  if (settings.compare) {
    const auto is_worse = show_comparison(settings, audience);
    if (is_worse) return *is_worse ? ExitCode::failed : ExitCode::done;
    *audience.err << "everstrike-conformance: " << is_worse.error().message << std::endl;
    return is_worse.error().exit_code;
  }
  if (const auto shown = show(settings, audience); !shown) {
    *audience.err << "everstrike-conformance: " << shown.error().message << std::endl;
    return shown.error().exit_code;
  }
  return ExitCode::done;
}

}  // namespace everstrike::conformance
