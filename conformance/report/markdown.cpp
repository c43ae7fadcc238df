#include "conformance/report/markdown.hpp"

#include <algorithm>
#include <vector>

#include "conformance/report/case_text.hpp"
#include "conformance/report/fix_first.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::size_t kOutputBytesMax = 4096;
constexpr std::size_t kCellBytesMax = 300;
constexpr std::size_t kIdsMax = 8;

// fenced puts text between fences that it can't close itself.
std::string fenced(std::string_view text) {
  const auto content = cut_to_bytes(shown(text, LineEnds::keep), kOutputBytesMax);
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : content) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "text\n" + content + "\n" + fence + "\n";
}

std::string_view symbol(Verdict verdict) {
  constexpr std::string_view kSymbols[] = {"✅", "🟡", "❌", "➖", "💥", "⏭️", "📌"};
  return kSymbols[static_cast<int>(verdict)];
}

std::string detail(const CaseResult& result) {
  std::string out = "<details><summary>" + std::string(symbol(result.verdict)) + " <b>" +
                    inline_text(result.id) + "</b> (" + std::string(level_text(result.level)) +
                    "): " + inline_text(headline(result)) + "</summary>\n\n";
  out += fenced(case_text(result));
  if (!result.standard_output.empty()) out += "\nstdout\n" + fenced(result.standard_output);
  if (!result.standard_error.empty()) out += "\nstderr\n" + fenced(result.standard_error);
  return out + "\n</details>\n\n";
}

std::string fix(const MistakeBehind& one) {
  const CaseResult& example = one.example();
  std::string out = "<details><summary><b>" + inline_text(one.mistake) + "</b>, " +
                    times(one.cases.size(), "case") + (one.counts ? "" : ", does not count") +
                    ": " + inline_text(one.remedy) + "</summary>\n\n" +
                    inline_text(one.ids(kIdsMax)) + "\n\n";
  if (!example.replay.empty()) out += fenced(example.replay) + "\n";
  if (!example.reproducers.empty())
    out += "done right\n" + fenced(example.reproducers.front().text);
  return out + "\n</details>\n\n";
}

std::string row(const CaseResult& result) {
  return "| " + std::string(symbol(result.verdict)) + " " +
         std::string(verdict_text(result.verdict)) + " | " + inline_text(result.id) + " | " +
         std::string(level_text(result.level)) + " | " + inline_text(sentence(result)) + " | " +
         inline_text(result.reason) + " |\n";
}

// Adds whole pieces as long as there is room, and counts those that found none.
class Room {
 public:
  Room(std::string& out, std::size_t bytes_max) : out_(out), bytes_max_(bytes_max) {}
  bool add(const std::string& piece) {
    if (left_out_ > 0 || out_.size() + piece.size() > bytes_max_) {
      ++left_out_;
      return false;
    }
    out_ += piece;
    return true;
  }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  std::string& out_;
  std::size_t bytes_max_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string inline_text(std::string_view text) {
  std::string out;
  for (const char c : cut_to_bytes(shown(text, LineEnds::escape), kCellBytesMax)) {
    constexpr std::string_view kMeaning = "\\`*_{}[]()<>#+-.!|~&@:";
    if (kMeaning.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out;
}

std::string markdown_report(const RunResult& run, MarkdownLimits limits) {
  const auto summary = summarize(run);
  std::string out = "## " + std::string(run.exit_code == 0 ? "✅" : "❌") + " " +
                    inline_text(run.subject_name.empty() ? "client" : run.subject_name) + ": " +
                    summary_line(summary) + "\n\n";
  out += "everstrike-conformance " + inline_text(run.tool_version) + ", suite " +
         inline_text(run.suite) + " revision " + std::to_string(run.suite_revision) + ", seed " +
         std::to_string(run.seed) + ", " + seconds(run.duration_ms) + " s, " + ending_line(run) +
         "\n\n";
  if (run.problem != RunProblem::none) out += "**" + inline_text(problem_line(run)) + "**\n\n";
  if (!run.not_judged.empty()) out += inline_text(run.not_judged) + "\n\n";
  for (const auto& line : run.stale) out += "- stale entry: " + inline_text(line) + "\n";
  if (!run.stale.empty()) out += "\n";

  if (const FixFirst first = fix_first(run); first.failures > 0) {
    out += "### What to fix first\n\n" + fix_first_line(first) + "\n\n";
    Room mistakes(out, limits.bytes_max / 3);
    for (const MistakeBehind& one : first.mistakes) mistakes.add(fix(one));
    if (mistakes.left_out() > 0) {
      out += std::to_string(mistakes.left_out()) + " more mistakes were left out\n";
    }
    if (!first.unexplained.empty()) {
      const MistakeBehind rest{.mistake = {}, .remedy = {}, .cases = first.unexplained};
      out += "\nUnexplained: " + inline_text(rest.ids(kIdsMax)) + "\n";
    }
    out += "\n";
  }

  // A little room stays for the sentence about what was left out; details get two thirds.
  const auto bytes_max = limits.bytes_max - std::min<std::size_t>(limits.bytes_max, 400);
  Room details(out, bytes_max / 3 * 2);
  for (const auto* result : worst_first(run)) details.add(detail(*result));
  if (details.left_out() > 0) {
    out += std::to_string(details.left_out()) + " more, without room for their details\n\n";
  }
  if (run.cases.empty()) return out;
  out += "| verdict | case | level | does: expects | reason |\n| --- | --- | --- | --- | --- |\n";
  Room rows(out, bytes_max);
  for (const auto& result : run.cases) rows.add(row(result));
  if (rows.left_out() > 0) {
    out += "\n" + std::to_string(rows.left_out()) + " more rows were left out\n";
  }
  return out;
}

}  // namespace everstrike::conformance
