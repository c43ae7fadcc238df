#include "conformance/report/tap.hpp"

#include "conformance/report/case_text.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

std::string escaped_for_tap(std::string_view text) {
  std::string out;
  for (const char c : shown(text, LineEnds::escape)) {
    if (c == '\\' || c == '#') out += '\\';
    out += c;
  }
  return out;
}

// A YAML double-quoted scalar on one line.
std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : shown(text, LineEnds::keep)) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

std::string directive(const CaseResult& result, bool strict) {
  switch (result.verdict) {
    case Verdict::fail:
      if (counts_against(result, strict)) return "";
      return std::string(" # TODO does not count at level ") +
             std::string(level_text(result.level));
    case Verdict::known_failing:
      return " # TODO known failing: " + escaped_for_tap(result.known_failing_reason);
    case Verdict::unsupported:
      return " # SKIP unsupported: " + escaped_for_tap(headline(result));
    case Verdict::skipped:
      return " # SKIP " + escaped_for_tap(result.reason.empty() ? "did not run" : result.reason);
    case Verdict::pass:
    case Verdict::lenient:
    case Verdict::broken:
      break;
  }
  return "";
}

bool is_ok(Verdict verdict) {
  return verdict != Verdict::fail && verdict != Verdict::broken &&
         verdict != Verdict::known_failing;
}

std::string yaml_block(const CaseResult& result) {
  std::string out = "  ---\n";
  out += "  verdict: " + std::string(verdict_text(result.verdict)) + "\n";
  if (!result.reason.empty()) out += "  message: " + yaml_text(result.reason) + "\n";
  for (const auto& [name, value] : facts_of(result)) {
    out += "  " + std::string(name) + ": " + yaml_text(value) + "\n";
  }
  if (!result.journal.empty())
    out += "  journal: " + yaml_text(journal_lines(result.journal)) + "\n";
  if (!result.standard_output.empty()) {
    out += "  stdout: " + yaml_text(result.standard_output) + "\n";
  }
  if (!result.standard_error.empty()) out += "  stderr: " + yaml_text(result.standard_error) + "\n";
  out += "  duration_ms: " + std::to_string(result.duration_ms) + "\n";
  return out + "  ...\n";
}

}  // namespace

std::string tap_report(const RunResult& run) {
  std::string out = "TAP version 14\n";
  out += "# everstrike-conformance " + shown(run.tool_version, LineEnds::escape) + ", suite " +
         shown(run.suite, LineEnds::escape) + " revision " + std::to_string(run.suite_revision) +
         ", seed " + std::to_string(run.seed) + "\n";
  const bool bails = run.problem != RunProblem::none &&
                     (run.problem != RunProblem::stale_known_failing || run.stale.empty());
  const auto count = run.cases.size() + run.stale.size();
  if (count > 0) out += "1.." + std::to_string(count) + "\n";
  std::size_t number = 0;
  for (const auto& result : run.cases) {
    out += is_ok(result.verdict) ? "ok " : "not ok ";
    out += std::to_string(++number) + " - " + escaped_for_tap(result.id) + ": " +
           escaped_for_tap(sentence(result));
    out += directive(result, run.strict) + "\n";
    if (result.verdict != Verdict::pass) out += yaml_block(result);
  }
  for (const auto& line : run.stale) {
    out += "not ok " + std::to_string(++number) + " - stale entry: " + escaped_for_tap(line) + "\n";
  }
  if (bails || count == 0) {
    out += "Bail out! " + escaped_for_tap(bails ? problem_line(run) : "no case ran") + "\n";
  }
  return out;
}

}  // namespace everstrike::conformance
