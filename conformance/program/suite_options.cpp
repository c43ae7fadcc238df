#include "conformance/program/suite_options.hpp"

#include "command_line/one_line.hpp"
#include "conformance/report/report_option.hpp"
#include "conformance/report/result_file.hpp"

namespace everstrike::conformance {

using command_line::Error;

void add_selection_options(command_line::Command& app, SelectionSettings& selection) {
  app.option("CASE", selection.patterns,
             "Cases to run: ids, globs or groups (sign/enc/03, 'sign/*', outcome)");
  app.option("--skip", selection.skip, "Cases to leave out").value_name("CASE").one_value_each();
  app.option("--level", selection.level, "Only cases of this level and stricter ones")
      .value_name("must|should|may")
      .one_of({"must", "should", "may"});
  app.option("--suite-revision", selection.suite_revision,
             "Only what this published revision of the suite asks")
      .value_name("N")
      .within({0, 1'000'000})
      .show_default();
}

void add_suite_options(command_line::Command& app, SuiteSettings& settings, const SuiteHelp& help) {
  add_selection_options(app, settings.selection);
  app.option("--last-failed", settings.last_failed_file,
             "Of those, only what failed in this earlier run (--report json=FILE)")
      .value_name("RESULT.json");
  app.flag("--stop-first", settings.run.stop_first, "End with the first failure that counts");
  if (help.has_should) {
    app.flag("--strict", settings.run.strict, "Cases of the level should count too");
  }
  app.option("--known-failing", settings.run.known_failing_file,
             help.cases + " that are known to fail: \"id  # reason\" a line")
      .value_name("FILE");
  app.option("--write-known-failing", settings.run.write_known_failing_file,
             "Write such a list of what fails now")
      .value_name("FILE");
  app.option("--name", settings.name, "What reports call " + help.subject).value_name("TEXT");
  add_report_option(app, settings.run.reports);
}

void add_session_options(command_line::Command& app, RunOptions& run, std::string& name) {
  app.flag("--strict", run.strict, "Findings of the level should count too");
  app.option("--known-failing", run.known_failing_file,
             "Findings that are known: \"rule [pattern of API keys]  # reason\" a line")
      .value_name("FILE");
  app.option("--name", name, "What reports call the session").value_name("TEXT");
  add_report_option(app, run.reports);
}

Expected<Selection, Error> selection_of(const SelectionSettings& settings) {
  Selection selection;
  selection.patterns = settings.patterns;
  selection.skip = settings.skip;
  if (!settings.level.empty()) selection.level = level_of_text(settings.level);
  selection.suite_revision = settings.suite_revision;
  return selection;
}

Expected<Selection, Error> selection_of(const SuiteSettings& settings, std::string_view suite) {
  auto selection = selection_of(settings.selection);
  if (!selection || settings.last_failed_file.empty()) return selection;
  const auto last = read_result_file(settings.last_failed_file);
  if (!last) return Unexpected<Error>(last.error());
  if (last->suite != suite) {
    return command_line::usage_error(
        "--last-failed " + command_line::one_line(settings.last_failed_file),
        "is a run of the suite " + command_line::one_line(last->suite) + ", not of " +
            std::string(suite));
  }
  selection->only.emplace();
  for (const CaseResult& result : last->cases) {
    const bool failed = result.verdict == Verdict::fail || result.verdict == Verdict::broken;
    if (failed) selection->only->push_back(result.id);
  }
  return selection;
}

}  // namespace everstrike::conformance
