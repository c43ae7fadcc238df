#include "conformance/report/html.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "command_line/shell_words.hpp"
#include "conformance/report/case_text.hpp"
#include "conformance/report/fix_first.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance::embedded {
extern const std::string_view report_style;
}

namespace everstrike::conformance {
namespace {

std::string escaped(std::string_view text, LineEnds line_ends = LineEnds::escape) {
  std::string out;
  for (const char c : shown(text, line_ends)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text) {
  const std::string tag(name);
  return "<" + tag + ">" + escaped(text) + "</" + tag + ">";
}

// A row of the matrix: one case, as the run that knows it first describes it.
struct Row {
  const CaseResult* first = nullptr;
  std::vector<const CaseResult*> results;  // by run; nullptr where it was not selected
};

class Page {
 public:
  explicit Page(const std::vector<RunResult>& runs) : runs_(runs) {
    std::map<std::string, int> seen;
    for (const auto& run : runs) {
      auto name = run.subject_name.empty() ? std::string("client") : run.subject_name;
      if (const int n = ++seen[name]; n > 1) name += " (" + std::to_string(n) + ")";
      names_.push_back(name);
    }
    collect_rows();
  }

  std::string write() {
    out_ =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
    out_ += escaped(title());
    out_ += "</title>\n<style>\n" + std::string(embedded::report_style) + "</style>\n</head>\n";
    out_ += "<body>\n<h1>" + escaped(title()) + "</h1>\n";
    name_anchors();
    add_runs();
    for (std::size_t i = 0; i < runs_.size(); ++i) add_fix_first(i);
    for (std::size_t i = 0; i < runs_.size(); ++i) add_details(i, true);
    add_matrix();
    for (std::size_t i = 0; i < runs_.size(); ++i) add_details(i, false);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string title() const {
    if (names_.size() == 1) return "everstrike-conformance: " + names_[0];
    return "everstrike-conformance: " + std::to_string(names_.size()) + " clients";
  }

  // In the order of the first run; cases that only later runs know come behind.
  void collect_rows() {
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      for (const auto& result : runs_[i].cases) {
        const auto [found, is_new] = row_of.emplace(result.id, rows_.size());
        if (is_new) rows_.push_back({&result, std::vector<const CaseResult*>(runs_.size())});
        rows_[found->second].results[i] = &result;
      }
    }
  }

  void add_runs() {
    out_ +=
        "<table class=\"runs\">\n<thead><tr><th scope=\"col\">client</th><th "
        "scope=\"col\">outcome</th><th scope=\"col\">run</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const auto& run = runs_[i];
      out_ += "<tr><th scope=\"row\">" + escaped(names_[i]) + "</th><td class=\"" +
              (run.exit_code == 0 ? "pass" : "fail") + "\">" +
              element("strong", summary_line(summarize(run))) + "<br>" + escaped(ending_line(run));
      if (run.problem != RunProblem::none) out_ += "<br>" + element("b", problem_line(run));
      for (const auto& line : run.stale) out_ += "<br>" + escaped("stale entry: " + line);
      out_ += "</td><td>" + element("code", command_line::shell_line(run.subject_command)) +
              "<br>" +
              escaped("version " + run.tool_version + ", suite " + run.suite + " revision " +
                      std::to_string(run.suite_revision) + ", seed " + std::to_string(run.seed) +
                      (run.strict ? ", strict" : "") + ", " + utc_time(run.started_at_unix_ms) +
                      ", " + seconds(run.duration_ms) + " s") +
              "</td></tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

  void name_anchors() {
    for (std::size_t number = 0; number < rows_.size(); ++number) {
      for (std::size_t i = 0; i < runs_.size(); ++i) {
        const auto* result = rows_[number].results[i];
        if (result == nullptr || result->verdict == Verdict::pass) continue;
        anchors_[result] = "case-" + std::to_string(i + 1) + "-" + std::to_string(number + 1);
      }
    }
  }

  [[nodiscard]] std::string link_to(const CaseResult* result) const {
    const auto anchor = anchors_.find(result);
    if (anchor == anchors_.end()) return element("code", result->id);
    return "<a href=\"#" + anchor->second + "\">" + escaped(result->id) + "</a>";
  }

  void add_links(const std::vector<const CaseResult*>& cases) {
    constexpr std::size_t kLinksMax = 50;
    for (std::size_t i = 0; i < std::min(kLinksMax, cases.size()); ++i) {
      out_ += (i == 0 ? "" : ", ") + link_to(cases[i]);
    }
    if (cases.size() > kLinksMax) {
      out_ += " and " + std::to_string(cases.size() - kLinksMax) + " more";
    }
  }

  void add_fix_first(std::size_t run_number) {
    const FixFirst first = fix_first(runs_[run_number]);
    if (first.failures == 0) return;
    out_ += "<section class=\"fix\"><h2>What to fix first" +
            (runs_.size() > 1 ? escaped(" in " + names_[run_number]) : std::string()) +
            "</h2>\n<p>" + escaped(fix_first_line(first)) + "</p>\n<ol>\n";
    for (const MistakeBehind& one : first.mistakes) {
      out_ += "<li class=\"" + std::string(one.counts ? "counts" : "counts-not") + "\">" +
              element("b", one.mistake) + ", " + times(one.cases.size(), "case") + ": ";
      add_links(one.cases);
      if (!one.remedy.empty()) out_ += "<br>" + escaped(one.remedy);
      const CaseResult& example = one.example();
      if (!example.replay.empty()) out_ += "\n<pre>" + escaped(example.replay) + "</pre>";
      if (!example.reproducers.empty()) {
        const auto& [language, text] = example.reproducers.front();
        out_ += "\n<details><summary>" + escaped("done right: " + language) + "</summary>\n<pre>" +
                escaped(text, LineEnds::keep) + "</pre></details>";
      }
      out_ += "</li>\n";
    }
    out_ += "</ol>\n";
    if (!first.unexplained.empty()) {
      out_ += "<p>unexplained: ";
      add_links(first.unexplained);
      out_ += "</p>\n";
    }
    out_ += "</section>\n";
  }

  void add_matrix() {
    if (rows_.empty()) return;
    out_ +=
        "<h2>Cases</h2>\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\">case</th><th "
        "scope=\"col\">level</th><th scope=\"col\">does: expects</th>";
    for (const auto& name : names_) out_ += "<th scope=\"col\">" + escaped(name) + "</th>";
    out_ += "</tr></thead>\n";
    std::string group;
    bool is_open = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!is_open || rows_[i].first->group != group) {
        if (is_open) out_ += "</tbody>\n";
        group = rows_[i].first->group;
        is_open = true;
        out_ += "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"" +
                std::to_string(3 + runs_.size()) + "\">" + escaped(group) + "</th></tr>\n";
      }
      add_row(i);
    }
    out_ += "</tbody>\n</table>\n";
  }

  void add_row(std::size_t number) {
    const auto& row = rows_[number];
    out_ += "<tr><th scope=\"row\">" + escaped(row.first->id) + "</th><td>" +
            std::string(level_text(row.first->level)) + "</td><td>" +
            escaped(sentence(*row.first)) + "</td>";
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const auto* result = row.results[i];
      if (result == nullptr) {
        out_ += "<td class=\"absent\">–</td>";
        continue;
      }
      const std::string verdict(verdict_text(result->verdict));
      out_ += "<td class=\"" + verdict + "\">";
      if (result->verdict == Verdict::pass) {
        out_ += verdict;
      } else {
        out_ += "<a href=\"#" + anchors_[result] + "\">" + verdict + "</a>";
      }
      out_ += "</td>";
    }
    out_ += "</tr>\n";
  }

  // The failures, or the others that did not simply pass.
  void add_details(std::size_t run_number, bool failures) {
    const auto& run = runs_[run_number];
    std::vector<const CaseResult*> told = worst_first(run);
    const std::set<const CaseResult*> grave(told.begin(), told.end());
    for (const auto& result : run.cases) {
      if (result.verdict != Verdict::pass && grave.count(&result) == 0) told.push_back(&result);
    }
    std::erase_if(told, [&](const CaseResult* one) {
      return failures != (one->verdict == Verdict::fail || one->verdict == Verdict::broken);
    });
    if (told.empty()) return;
    out_ += "<h2>" + escaped(names_[run_number]) +
            (failures ? ": failures" : ": not simply passed") + "</h2>\n";
    for (const auto* result : told) add_detail(*result);
  }

  void add_detail(const CaseResult& result) {
    const std::string verdict(verdict_text(result.verdict));
    out_ += "<details class=\"" + verdict + "\"";
    if (const auto anchor = anchors_.find(&result); anchor != anchors_.end()) {
      out_ += " id=\"" + anchor->second + "\"";
    }
    if (result.verdict == Verdict::fail || result.verdict == Verdict::broken) out_ += " open";
    out_ += "><summary><b>" + verdict + "</b> " + element("code", result.id) + " " +
            escaped(headline(result)) + "</summary>\n<dl>\n";
    for (const auto& [name, value] : facts_of(result)) {
      out_ += "<dt>" + std::string(name) + "</dt><dd>" +
              (name == "expected" || name == "seen" || name == "command" || name == "repeat"
                   ? "<pre>" + escaped(value, LineEnds::keep) + "</pre>"
                   : escaped(value)) +
              "</dd>\n";
    }
    out_ += "</dl>\n";
    add_block("requests and answers", journal_lines(result.journal));
    add_block("stdout", result.standard_output);
    add_block("stderr", result.standard_error);
    for (const auto& [language, text] : result.reproducers) {
      add_block("reproducer: " + language, text);
    }
    out_ += "</details>\n";
  }

  void add_block(const std::string& name, const std::string& text) {
    if (text.empty()) return;
    out_ += element("h3", name) + "\n<pre>" + escaped(text, LineEnds::keep) + "</pre>\n";
  }

  const std::vector<RunResult>& runs_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
  std::map<const CaseResult*, std::string> anchors_;
  std::string out_;
};

}  // namespace

std::string html_report(const std::vector<RunResult>& runs) { return Page(runs).write(); }

}  // namespace everstrike::conformance
