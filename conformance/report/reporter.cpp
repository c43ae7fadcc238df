#include "conformance/report/reporter.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "conformance/report/atomic_file.hpp"
#include "conformance/report/github.hpp"
#include "conformance/report/markdown.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::size_t terminal_width(int descriptor) {
  winsize size = {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<std::size_t>(size.ws_col, 40, 120);
}

}  // namespace

Audience Audience::of_process() {
  Audience audience;
  audience.out = &std::cout;
  audience.err = &std::cerr;
  audience.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  audience.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (audience.out_is_terminal) audience.width = terminal_width(STDOUT_FILENO);
  audience.no_colour = !variable("NO_COLOR").empty() || variable("TERM") == "dumb";
  audience.on_github = variable("GITHUB_ACTIONS") == "true";
  audience.github_summary_file = variable("GITHUB_STEP_SUMMARY");
  return audience;
}

Reporter::Reporter(std::vector<ReportTarget> targets, Audience audience)
    : targets_(std::move(targets)), audience_(std::move(audience)) {}

Expected<void, Error> Reporter::prepare() const {
  for (const auto& target : targets_) {
    if (target.path == "-") continue;
    if (auto ok = make_way(target.path); !ok) return ok;
  }
  return {};
}

void Reporter::case_done(const CaseResult& result, std::size_t total) {
  const std::lock_guard lock(mutex_);
  ++done_;
  const bool bad = result.verdict == Verdict::fail || result.verdict == Verdict::broken;
  failed_ += bad ? 1 : 0;
  if (!audience_.err_is_terminal) return;
  *audience_.err << "\r\x1b[K" << progress_line(done_, total, failed_, result.id, audience_.width)
                 << std::flush;
  progress_stands_ = true;
}

void Reporter::clear_progress() {
  if (progress_stands_) *audience_.err << "\r\x1b[K" << std::flush;
  progress_stands_ = false;
}

bool Reporter::write_files(const RunResult& run) {
  bool all_written = true;
  for (const auto& target : targets_) {
    const auto text = report_text(target.format, run);
    if (target.path == "-") {
      *audience_.out << text << std::flush;
      continue;
    }
    if (const auto written = write_whole_file(target.path, text); !written) {
      *audience_.err << "everstrike-conformance: " << written.error().message << std::endl;
      all_written = false;
    }
  }
  return all_written;
}

void Reporter::tell_github(const RunResult& run) {
  *audience_.out << github_annotations(run) << std::flush;
  if (audience_.github_summary_file.empty()) return;
  // Earlier commands of the step may have written to it; the limit holds for all of them.
  std::error_code ignored;
  const auto before = std::filesystem::file_size(audience_.github_summary_file, ignored);
  MarkdownLimits limits;
  if (!ignored) limits.bytes_max -= std::min<std::size_t>(limits.bytes_max, before);
  const auto text = markdown_report(run, limits);
  const auto written = append_to_file(audience_.github_summary_file, text + "\n");
  if (!written) {
    *audience_.err << "everstrike-conformance: " << written.error().message << std::endl;
  }
}

ExitCode Reporter::finish(const RunResult& run) {
  const std::lock_guard lock(mutex_);
  clear_progress();
  const bool out_is_taken = std::any_of(targets_.begin(), targets_.end(),
                                        [](const auto& target) { return target.path == "-"; });
  const bool is_terminal = out_is_taken ? audience_.err_is_terminal : audience_.out_is_terminal;
  const TerminalLook look = {.colours = is_terminal && !audience_.no_colour,
                             .width = is_terminal ? audience_.width : 80};
  (out_is_taken ? *audience_.err : *audience_.out) << terminal_report(run, look) << std::flush;
  const bool all_written = write_files(run);
  if (audience_.on_github && !out_is_taken) tell_github(run);
  if (!all_written && run.exit_code == 0) return ExitCode::environment;
  return static_cast<ExitCode>(run.exit_code);
}

}  // namespace everstrike::conformance
