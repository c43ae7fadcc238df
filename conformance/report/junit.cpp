#include "conformance/report/junit.hpp"

#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "command_line/shell_words.hpp"
#include "conformance/report/case_text.hpp"
#include "conformance/report/foreign_text.hpp"
#include "conformance/report/summary.hpp"

namespace everstrike::conformance {
namespace {

std::string line_of(std::string_view text) { return shown(text, LineEnds::escape); }

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name) = line_of(value).c_str();
}

void add_text(pugi::xml_node parent, const char* name, std::string_view text) {
  if (text.empty()) return;
  // GitLab takes "[[ATTACHMENT|path]]" in a client's output for a file of ours.
  auto safe = shown(text, LineEnds::keep);
  for (std::size_t at = 0; (at = safe.find("[[ATTACHMENT", at)) != std::string::npos;) {
    safe.insert(at + 1, " ");
  }
  parent.append_child(name).text() = safe.c_str();
}

void add_property(pugi::xml_node properties, const char* name, std::string_view value) {
  if (value.empty()) return;
  auto property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

// Readers take a dot for the end of a package's name.
std::string class_name(const std::string& subject, const std::string& group) {
  auto name = line_of(subject.empty() ? "client" : subject);
  for (auto& c : name) {
    if (c == '.') c = '_';
  }
  return name + "." + line_of(group.empty() ? "run" : group);
}

enum class Child { none, failure, error, skipped };

Child child_of(const CaseResult& result, bool strict) {
  switch (result.verdict) {
    case Verdict::pass:
    case Verdict::lenient:
      return Child::none;
    case Verdict::fail:
      return counts_against(result, strict) ? Child::failure : Child::skipped;
    case Verdict::broken:
      return Child::error;
    case Verdict::unsupported:
    case Verdict::skipped:
    case Verdict::known_failing:
      break;
  }
  return Child::skipped;
}

std::string failure_message(const CaseResult& result) {
  if (result.verdict == Verdict::known_failing) {
    return "known failing (" + result.known_failing_reason + "): " + headline(result);
  }
  if (result.verdict == Verdict::unsupported) return "unsupported: " + headline(result);
  if (result.verdict == Verdict::fail) return headline(result);
  return result.reason.empty() ? std::string(verdict_text(result.verdict)) : result.reason;
}

// Keeps count of what a suite element has to declare.
struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::int64_t ms = 0;

  void add(Child child, std::int64_t duration_ms) {
    ++tests;
    failures += child == Child::failure ? 1 : 0;
    errors += child == Child::error ? 1 : 0;
    skipped += child == Child::skipped ? 1 : 0;
    ms += duration_ms;
  }
  void write(pugi::xml_node node) const {
    node.append_attribute("tests") = static_cast<unsigned long long>(tests);
    node.append_attribute("failures") = static_cast<unsigned long long>(failures);
    node.append_attribute("errors") = static_cast<unsigned long long>(errors);
    node.append_attribute("skipped") = static_cast<unsigned long long>(skipped);
    node.append_attribute("time") = seconds(ms).c_str();
  }
};

class Writer {
 public:
  explicit Writer(const RunResult& run) : run_(run) {
    document_.append_child(pugi::node_declaration).append_attribute("version") = "1.0";
    document_.first_child().append_attribute("encoding") = "UTF-8";
    root_ = document_.append_child("testsuites");
    set(root_, "name", "everstrike-conformance " + run.suite);
  }

  std::string write() {
    std::map<std::string, std::size_t> first_of_group;
    std::vector<std::string> groups;
    for (const auto& result : run_.cases) {
      if (first_of_group.emplace(result.group, groups.size()).second) {
        groups.push_back(result.group);
      }
    }
    add_problems();
    for (const auto& group : groups) add_group(group);
    all_.ms = run_.duration_ms;
    all_.write(root_);
    std::ostringstream out;
    document_.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
  }

 private:
  pugi::xml_node add_suite(const std::string& name) {
    auto suite = root_.append_child("testsuite");
    set(suite, "name", "everstrike-conformance." + name);
    set(suite, "timestamp", utc_time(run_.started_at_unix_ms));
    return suite;
  }

  void add_run_properties(pugi::xml_node suite) const {
    auto properties = suite.append_child("properties");
    add_property(properties, "tool_version", run_.tool_version);
    add_property(properties, "suite", run_.suite);
    add_property(properties, "suite_revision", std::to_string(run_.suite_revision));
    add_property(properties, "seed", std::to_string(run_.seed));
    add_property(properties, "strict", run_.strict ? "true" : "false");
    add_property(properties, "command", command_line::shell_line(run_.subject_command));
  }

  pugi::xml_node add_case(pugi::xml_node suite, const std::string& group, const std::string& id,
                          std::int64_t duration_ms) {
    auto element = suite.append_child("testcase");
    const auto class_text = class_name(run_.subject_name, group);
    auto name = line_of(id);
    // Readers drop a case whose name came before.
    for (int n = 2; !names_.insert(class_text + "\n" + name).second; ++n) {
      name = line_of(id) + " (" + std::to_string(n) + ")";
    }
    set(element, "classname", class_text);
    set(element, "name", name);
    set(element, "time", seconds(duration_ms));
    return element;
  }

  // A failed case for what is wrong with the run as a whole.
  void add_problem(pugi::xml_node suite, Totals& totals, const std::string& name, const char* type,
                   const std::string& line) {
    auto element = add_case(suite, "run", name, 0);
    auto child = element.append_child(type);
    set(child, "type", name);
    set(child, "message", line);
    child.text() = shown(line, LineEnds::keep).c_str();
    const auto kind = std::string_view(type) == "error" ? Child::error : Child::failure;
    totals.add(kind, 0);
    all_.add(kind, 0);
  }

  void add_problems() {
    if (run_.problem == RunProblem::none && run_.stale.empty() && !run_.cases.empty()) return;
    auto suite = add_suite("run");
    add_run_properties(suite);
    Totals totals;
    for (const auto& line : run_.stale) {
      add_problem(suite, totals, "stale: " + line.substr(0, line.find(':')), "failure", line);
    }
    const auto is_told = run_.problem == RunProblem::stale_known_failing && !run_.stale.empty();
    if (run_.problem != RunProblem::none && !is_told) {
      add_problem(suite, totals, std::string(problem_slug(run_.problem)), "error",
                  problem_line(run_));
    } else if (run_.problem == RunProblem::none && run_.cases.empty()) {
      add_problem(suite, totals, "nothing_ran", "error", "no case ran");
    }
    totals.write(suite);
  }

  void add_group(const std::string& group) {
    auto suite = add_suite(group);
    add_run_properties(suite);
    Totals totals;
    for (const auto& result : run_.cases) {
      if (result.group != group) continue;
      const auto child = child_of(result, run_.strict);
      add_result(suite, result, child);
      totals.add(child, result.duration_ms);
      all_.add(child, result.duration_ms);
    }
    totals.write(suite);
  }

  void add_result(pugi::xml_node suite, const CaseResult& result, Child child) {
    auto element = add_case(suite, result.group, result.id, result.duration_ms);
    auto properties = element.append_child("properties");
    add_property(properties, "verdict", verdict_text(result.verdict));
    add_property(properties, "level", level_text(result.level));
    add_property(properties, "does", result.does);
    add_property(properties, "expects", result.expects);
    add_property(properties, "provenance", provenance_text(result.provenance));
    add_property(properties, "reference", result.reference);
    add_property(properties, "known_failing_reason", result.known_failing_reason);
    if (child != Child::none) {
      constexpr const char* kNames[] = {"", "failure", "error", "skipped"};
      auto node = element.append_child(kNames[static_cast<int>(child)]);
      if (child != Child::skipped) {
        set(node, "type", result.mistake.empty() ? verdict_text(result.verdict) : result.mistake);
      }
      auto message = failure_message(result);
      if (child == Child::skipped && result.verdict == Verdict::fail) {
        message = "fails, which does not count at level " + std::string(level_text(result.level)) +
                  (result.level == Level::should ? " without --strict: " : ": ") + message;
      }
      set(node, "message", message);
      node.text() = shown(case_text(result), LineEnds::keep).c_str();
    }
    auto output = result.standard_output;
    if (result.verdict == Verdict::lenient) {
      output = "lenient: " + headline(result) + "\n" + case_text(result) + "\n" + output;
    }
    add_text(element, "system-out", output);
    add_text(element, "system-err", result.standard_error);
  }

  const RunResult& run_;
  pugi::xml_document document_;
  pugi::xml_node root_;
  std::set<std::string> names_;
  Totals all_;
};

}  // namespace

std::string junit_report(const RunResult& run) { return Writer(run).write(); }

}  // namespace everstrike::conformance
