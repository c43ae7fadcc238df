// Everything a run tells the outside, behind one object: progress while it goes on, then the
// summary, the files that were asked for, and on GitHub annotations and the step's summary.
//   auto reporter = Reporter::make(settings.reports, surroundings);
//   if (auto ok = reporter->prepare(); !ok) …       // before the first case
//   reporter->case_done(result, total);             // from any thread
//   return reporter->finish(run);                   // the exit code
// A run that is killed in between leaves none of the files, nor those of an earlier run.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "command_line/exit_code.hpp"
#include "conformance/report/report_target.hpp"
#include "conformance/report/terminal.hpp"
#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// Where a run is heard. `of_process` is what programs use; tests bring their own.
struct Audience {
  std::ostream* out = nullptr;  // summary, annotations, reports to "-"
  std::ostream* err = nullptr;  // progress, complaints, and the summary where a report goes to "-"
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t width = 80;
  bool no_colour = false;           // NO_COLOR is set, or TERM is "dumb"
  bool on_github = false;           // GITHUB_ACTIONS is "true"
  std::string github_summary_file;  // GITHUB_STEP_SUMMARY, may be empty

  [[nodiscard]] static Audience of_process();
};

class Reporter {
 public:
  Reporter(std::vector<ReportTarget> targets, Audience audience);

  // prepare removes what an earlier run left at the reports' places and finds out, before any case
  // runs, that a place can't be written to.
  [[nodiscard]] Expected<void, command_line::Error> prepare() const;

  // case_done shows progress on a terminal, and nothing elsewhere. Thread-safe.
  void case_done(const CaseResult& result, std::size_t total);

  // finish tells and writes everything. The run's own exit code, or `environment` when a report
  // could not be written although the run went well.
  [[nodiscard]] command_line::ExitCode finish(const RunResult& run);

 private:
  void clear_progress();
  bool write_files(const RunResult& run);
  void tell_github(const RunResult& run);

  std::vector<ReportTarget> targets_;
  Audience audience_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  bool progress_stands_ = false;
};

}  // namespace everstrike::conformance
