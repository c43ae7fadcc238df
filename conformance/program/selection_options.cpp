#include "conformance/program/selection_options.hpp"

#include <utility>

#include "command_line/usage_error.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

}  // namespace

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
      .show_default();
}

void add_known_failing_option(command_line::Command& app, std::string& file,
                              const std::string& what) {
  app.option("--known-failing", file, what + " that are known to fail: \"id  # reason\" a line")
      .value_name("FILE");
}

Expected<Cases, Error> select_cases(const Cases& all, const SelectionSettings& settings) {
  Selection selection;
  selection.patterns = settings.patterns;
  selection.skip = settings.skip;
  if (!settings.level.empty()) selection.level = level_of_text(settings.level);
  selection.suite_revision = settings.suite_revision;
  auto cases = select(all, selection);
  if (!cases) return command_line::usage_error(cases.error());
  return std::move(*cases);
}

Cases cases_named(const std::vector<CaseName>& names) {
  Cases cases;
  for (const auto& [id, level] : names) {
    Case one;
    one.id = id;
    one.level = level;
    cases.push_back(std::move(one));
  }
  return cases;
}

}  // namespace everstrike::conformance
