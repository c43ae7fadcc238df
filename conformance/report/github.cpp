#include "conformance/report/github.hpp"

#include <algorithm>
#include <vector>

#include "conformance/report/fix_first.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::size_t kAnnotationsMax = 9;

enum class Place { property, message };

std::string escaped(std::string_view text, Place place) {
  std::string out;
  for (const char c : shown(text, LineEnds::keep)) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (place == Place::property && c == ':') {
      out += "%3A";
    } else if (place == Place::property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string error_line(const std::string& title, const std::string& message) {
  return "::error title=" + escaped(title, Place::property) +
         "::" + escaped(message, Place::message) + "\n";
}

std::string message_of(const CaseResult& result) {
  auto message = headline(result);
  if (!result.expected.empty()) message += "\nexpected: " + result.expected;
  if (!result.seen.empty()) message += "\nseen: " + result.seen;
  if (!result.remedy.empty()) message += "\nremedy: " + result.remedy;
  if (!result.replay.empty()) message += "\nrepeat: " + result.replay;
  return cut_to_bytes(shown(message, LineEnds::keep), 2000);
}

std::string fix_message(const MistakeBehind& one) {
  constexpr std::size_t kIdsTold = 8;
  const CaseResult& example = one.example();
  auto message = one.remedy.empty() ? headline(example) : one.remedy;
  message += "\ncases: " + one.ids(kIdsTold);
  if (!example.replay.empty()) message += "\nrepeat: " + example.replay;
  if (!example.reproducers.empty()) message += "\ndone right:\n" + example.reproducers.front().text;
  return cut_to_bytes(shown(message, LineEnds::keep), 2000);
}

}  // namespace

std::string github_annotations(const RunResult& run) {
  std::vector<std::string> lines;
  const auto subject = run.subject_name.empty() ? std::string("client") : run.subject_name;
  if (run.problem != RunProblem::none) {
    lines.push_back(error_line(subject, problem_line(run)));
  }
  for (const auto& stale : run.stale) lines.push_back(error_line("stale entry", stale));
  for (const MistakeBehind& one : fix_first(run).mistakes) {
    if (!one.counts) continue;
    lines.push_back(error_line(
        "fix first: " + one.mistake + ", " + times(one.cases.size(), "case") + " (" + subject + ")",
        fix_message(one)));
  }
  for (const auto* result : worst_first(run)) {
    if (!counts_against(*result, run.strict)) continue;
    lines.push_back(error_line(result->id + " (" + subject + ")", message_of(*result)));
  }
  if (lines.empty() && run.exit_code == 0) return "";
  std::string out;
  const auto told = std::min(lines.size(), kAnnotationsMax);
  for (std::size_t i = 0; i < told; ++i) out += lines[i];
  auto last = summary_line(summarize(run)) + "; " + ending_line(run);
  if (lines.size() > told) {
    last = std::to_string(lines.size() - told) + " more, see the step's summary. " + last;
  }
  return out + error_line("everstrike-conformance", last);
}

std::string no_workflow_commands(std::string_view text) {
  std::string out;
  bool at_start = true;  // of a line, blanks apart
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (at_start && c == ':' && text.substr(i, 2) == "::") {
      out += ": ";
      at_start = false;
      continue;
    }
    if (c == '#' && text.substr(i, 3) == "##[") {
      out += "# ";
      at_start = false;
      continue;
    }
    out += c;
    at_start = c == '\n' || (at_start && (c == ' ' || c == '\t'));
  }
  return out;
}

}  // namespace everstrike::conformance
