#include "conformance/report/terminal.hpp"

#include <algorithm>
#include <vector>

#include "conformance/report/case_text.hpp"
#include "conformance/report/fix_first.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/github.hpp"
#include "conformance/report/summary.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::size_t kNameColumns = 10;
constexpr std::size_t kValueLinesMax = 12;
constexpr std::size_t kOutputLinesMax = 8;
constexpr std::size_t kIdsNamed = 4;

std::string_view colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "\x1b[32m";
    case Verdict::fail:
    case Verdict::broken:
      return "\x1b[1;31m";
    case Verdict::lenient:
    case Verdict::known_failing:
      return "\x1b[33m";
    case Verdict::unsupported:
    case Verdict::skipped:
      break;
  }
  return "\x1b[2m";
}

std::string painted(std::string_view text, Verdict verdict, bool colours) {
  if (!colours) return std::string(text);
  return std::string(colour_of(verdict)) + std::string(text) + "\x1b[0m";
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string name_column(std::string_view name) {
  return "  " + std::string(name) +
         std::string(kNameColumns - std::min(kNameColumns - 1, name.size()), ' ');
}

// Drops the middle of a long value: both ends are what people compare.
std::string without_middle(const std::string& text, std::size_t indent) {
  const auto lines = lines_of(text);
  if (lines.size() <= kValueLinesMax) return text;
  std::string out;
  const auto half = kValueLinesMax / 2;
  for (std::size_t i = 0; i < half; ++i) out += std::string(lines[i]) + "\n";
  out += std::string(indent, ' ') + "… " + std::to_string(lines.size() - 2 * half) + " lines …";
  for (std::size_t i = lines.size() - half; i < lines.size(); ++i) {
    out += "\n" + std::string(lines[i]);
  }
  return out;
}

std::string fact_lines(const Fact& fact, std::size_t width) {
  const auto indent = kNameColumns + 2;
  const auto value = shown(fact.value, LineEnds::escape);
  if (fact.name == "repeat") return name_column(fact.name) + value + "\n";
  return name_column(fact.name) + without_middle(wrapped(value, indent, width), indent) + "\n";
}

// The last lines of what the client wrote.
std::string output_lines(std::string_view name, const std::string& text, std::size_t width) {
  const auto clean = shown(text, LineEnds::keep);
  const auto lines = lines_of(clean);
  std::string out;
  const auto first = lines.size() > kOutputLinesMax ? lines.size() - kOutputLinesMax : 0;
  for (std::size_t i = first; i < lines.size(); ++i) {
    out += i == first ? name_column(name) : std::string(kNameColumns + 2, ' ');
    out += "| " + cut_to_columns(lines[i], width - kNameColumns - 4) + "\n";
  }
  return out;
}

// All lines of a program of ours, to be copied.
std::string whole_lines(std::string_view name, const std::string& text) {
  const auto clean = shown(text, LineEnds::keep);
  std::string out;
  for (const auto line : lines_of(clean)) {
    out += out.empty() ? name_column(name) : std::string(kNameColumns + 2, ' ');
    out += "| " + std::string(line) + "\n";
  }
  return out;
}

std::string first_line(const CaseResult& result, const TerminalLook& look) {
  constexpr std::string_view kWords[] = {"pass",   "LENIENT", "FAIL", "unsupported",
                                         "BROKEN", "skipped", "known"};
  const auto word = kWords[static_cast<int>(result.verdict)];
  return painted(word, result.verdict, look.colours) + " " +
         cut_to_columns(shown(result.id, LineEnds::escape), look.width - 24) + " (" +
         std::string(level_text(result.level)) + ")\n";
}

std::string detail(const CaseResult& result, const TerminalLook& look) {
  auto out = first_line(result, look);
  if (!result.reason.empty()) out += fact_lines({"because", result.reason}, look.width);
  for (const auto& fact : facts_of(result)) {
    // The command stands in "repeat".
    if (fact.name == "evidence") {
      out += output_lines(fact.name, fact.value, look.width);
    } else if (fact.name != "command") {
      out += fact_lines(fact, look.width);
    }
  }
  out += output_lines("stdout", result.standard_output, look.width);
  out += output_lines("stderr", result.standard_error, look.width);
  return out + "\n";
}

// The mistakes, each with one program that does it right; then what nobody can explain.
std::string fix_first_lines(const RunResult& run, const TerminalLook& look) {
  constexpr std::size_t kReproducersMax = 3;
  const FixFirst first = fix_first(run);
  // A client that sent nothing has its one failure told below.
  if (first.failures == 0 || run.problem == RunProblem::never_connected) return "";
  std::string out = painted("What to fix first", Verdict::fail, look.colours) + " (" +
                    fix_first_line(first) + ")\n\n";
  for (std::size_t i = 0; i < first.mistakes.size(); ++i) {
    const MistakeBehind& one = first.mistakes[i];
    const CaseResult& example = one.example();
    out += std::to_string(i + 1) + ". " +
           painted(cut_to_columns(shown(one.mistake, LineEnds::escape), look.width - 24),
                   one.counts ? Verdict::fail : Verdict::lenient, look.colours) +
           ", " + times(one.cases.size(), "case") + "\n";
    out += fact_lines({"cases", one.ids(kIdsNamed)}, look.width);
    if (!one.remedy.empty()) out += fact_lines({"fix", one.remedy}, look.width);
    if (!example.replay.empty()) out += fact_lines({"repeat", example.replay}, look.width);
    if (i < kReproducersMax && !example.reproducers.empty()) {
      const Reproducer& shortest = example.reproducers.front();
      out += whole_lines("right", shortest.text);
    }
    out += "\n";
  }
  if (!first.unexplained.empty()) {
    const MistakeBehind rest{.mistake = {}, .remedy = {}, .cases = first.unexplained};
    out += wrapped("Unexplained: " + shown(rest.ids(kIdsNamed), LineEnds::escape), 0, look.width) +
           "\n\n";
  }
  return out;
}

std::string group_lines(const RunResult& run, const TerminalLook& look) {
  std::vector<std::pair<std::string, Summary>> groups;
  for (const auto& result : run.cases) {
    auto found = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& group) { return group.first == result.group; });
    if (found == groups.end()) found = groups.insert(groups.end(), {result.group, {}});
    ++found->second.counts[static_cast<std::size_t>(result.verdict)];
  }
  std::string out;
  for (const auto& [name, summary] : groups) {
    const bool bad = summary.of(Verdict::fail) + summary.of(Verdict::broken) > 0;
    out += name_column(cut_to_columns(shown(name, LineEnds::escape), kNameColumns - 1));
    out += painted(summary_line(summary), bad ? Verdict::fail : Verdict::pass, look.colours) + "\n";
  }
  return out;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const auto room = std::max<std::size_t>(width > indent ? width - indent : 0, 20);
  std::string out;
  std::size_t used = 0;
  const auto begin_line = [&] {
    out += "\n" + std::string(indent, ' ');
    used = 0;
  };
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (used > 0 && used + 1 + columns(word) > room) {
      begin_line();
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    for (std::size_t wide = columns(word); wide > room; wide = columns(word)) {
      std::size_t bytes = 0;
      for (std::size_t kept = 0; bytes < word.size(); ++bytes) {
        if (!signing::is_continuation(word[bytes]) && kept++ == room) break;
      }
      out += word.substr(0, bytes);
      word.remove_prefix(bytes);
      begin_line();
    }
    out += word;
    used += columns(word);
  }
  return out;
}

std::string progress_line(std::size_t done, std::size_t total, std::size_t failed,
                          const std::string& case_id, std::size_t width) {
  auto line = "[" + std::to_string(done) + "/" + std::to_string(total) + "] ";
  if (failed > 0) line += std::to_string(failed) + " failed  ";
  line += shown(case_id, LineEnds::escape);
  return cut_to_columns(line, std::max<std::size_t>(width, 20) - 1);
}

std::string terminal_report(const RunResult& run, TerminalLook look) {
  look.width = std::max<std::size_t>(look.width, 40);
  std::string out = fix_first_lines(run, look);
  const auto worst = worst_first(run);
  for (std::size_t i = 0; i < worst.size(); ++i) {
    out += i < look.details_max ? detail(*worst[i], look) : first_line(*worst[i], look);
  }
  if (worst.size() > look.details_max) {
    out += wrapped("(the last " + std::to_string(worst.size() - look.details_max) +
                       " without details: --report html=FILE has them all)",
                   0, look.width) +
           "\n\n";
  }
  out += group_lines(run, look);
  if (!run.cases.empty()) out += "\n";
  for (const auto& line : run.stale) {
    out += wrapped("stale entry: " + shown(line, LineEnds::escape), 0, look.width) + "\n";
  }
  if (run.problem != RunProblem::none) {
    out += wrapped(shown(problem_line(run), LineEnds::escape), 0, look.width) + "\n";
  }
  const auto subject = run.subject_name.empty() ? std::string("client") : run.subject_name;
  out +=
      wrapped(shown(subject, LineEnds::escape) + ": " + summary_line(summarize(run)) + " in " +
                  seconds(run.duration_ms) + " s (suite " + run.suite + ", revision " +
                  std::to_string(run.suite_revision) + ", seed " + std::to_string(run.seed) + ")",
              0, look.width) +
      "\n";
  if (!run.not_judged.empty()) {
    out += wrapped(shown(run.not_judged, LineEnds::escape), 0, look.width) + "\n";
  }
  out +=
      painted(ending_line(run), run.exit_code == 0 ? Verdict::pass : Verdict::fail, look.colours) +
      "\n";
  return no_workflow_commands(out);
}

}  // namespace everstrike::conformance
