// Writes a run as JSON, indented and with its members always in the same order, so that two runs
// can be compared line by line.
#include <vector>

#include "conformance/report/result_file.hpp"
#include "conformance/report/summary.hpp"
#include "json/writer.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::conformance {
namespace {

// Writes indented JSON, member by member.
class Json {
 public:
  void open(std::string_view name, char bracket) {
    begin(name);
    out_ += bracket;
    closers_ += bracket == '{' ? '}' : ']';
    is_first_ = true;
  }
  void close() {
    const char closer = closers_.back();
    closers_.pop_back();
    if (!is_first_) new_line();
    out_ += closer;
    is_first_ = false;
  }
  void text(std::string_view name, std::string_view value) {
    begin(name);
    if (signing::is_utf8(value)) {
      json::append_string(out_, value);
      return;
    }
    out_ += "{\"hex\": \"";
    signing::append_hex(out_, value);
    out_ += "\"}";
  }
  void number(std::string_view name, std::int64_t value) { raw(name, std::to_string(value)); }
  void count(std::string_view name, std::uint64_t value) { raw(name, std::to_string(value)); }
  void flag(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }
  void number(std::string_view name, const std::optional<int>& value) {
    raw(name, value ? std::to_string(*value) : "null");
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    open(name, '[');
    for (const auto& value : values) text("", value);
    close();
  }
  std::string take() { return std::move(out_) + "\n"; }

 private:
  void raw(std::string_view name, std::string_view value) {
    begin(name);
    out_ += value;
  }
  void begin(std::string_view name) {
    if (!is_first_) out_ += ',';
    if (!closers_.empty()) new_line();
    is_first_ = false;
    if (name.empty()) return;
    json::append_string(out_, name);
    out_ += ": ";
  }
  void new_line() { out_ += "\n" + std::string(closers_.size(), ' '); }

  std::string out_;
  std::string closers_;
  bool is_first_ = true;
};

void write_journal(Json& json, const std::vector<JournalExtract>& journal) {
  json.open("journal", '[');
  for (const auto& entry : journal) {
    json.open("", '{');
    json.count("number", entry.number);
    json.number("at_ms", entry.at_ms);
    json.text("request", entry.request);
    json.text("verdict", entry.verdict);
    json.text("diagnosis", entry.diagnosis);
    json.text("fault", entry.fault);
    json.text("effect", entry.effect);
    json.number("status", std::int64_t{entry.status});
    json.text("answer", entry.answer);
    json.close();
  }
  json.close();
}

void write_case(Json& json, const CaseResult& result, bool strict) {
  json.open("", '{');
  json.text("id", result.id);
  json.text("group", result.group);
  json.text("level", level_text(result.level));
  json.text("does", result.does);
  json.text("expects", result.expects);
  json.text("provenance", provenance_text(result.provenance));
  json.text("reference", result.reference);
  json.number("since_revision", std::int64_t{result.since_revision});
  json.text("verdict", verdict_text(result.verdict));
  json.flag("counts_against", counts_against(result, strict));
  json.text("reason", result.reason);
  json.text("mistake", result.mistake);
  json.text("remedy", result.remedy);
  json.text("expected", result.expected);
  json.text("seen", result.seen);
  json.text("evidence", result.evidence);
  json.text("known_failing_reason", result.known_failing_reason);
  json.number("exit_code", result.exit_code);
  json.number("signal", result.signal);
  json.flag("timed_out", result.timed_out);
  json.text("command", result.command);
  json.text("standard_output", result.standard_output);
  json.text("standard_error", result.standard_error);
  write_journal(json, result.journal);
  json.text("replay", result.replay);
  json.open("reproducers", '[');
  for (const auto& [language, text] : result.reproducers) {
    json.open("", '{');
    json.text("language", language);
    json.text("text", text);
    json.close();
  }
  json.close();
  json.number("started_at_ms", result.started_at_ms);
  json.number("duration_ms", result.duration_ms);
  json.close();
}

void write_summary(Json& json, const RunResult& run) {
  const auto summary = summarize(run);
  json.open("summary", '{');
  json.count("cases", summary.total);
  for (const auto verdict : kVerdicts) json.count(verdict_text(verdict), summary.of(verdict));
  json.count("counts_against", summary.counts_against);
  json.close();
}

}  // namespace

std::string json_report(const RunResult& run) {
  Json json;
  json.open("", '{');
  json.text("schema", "conformance_result_v1");
  json.text("tool_version", run.tool_version);
  json.text("suite", run.suite);
  json.number("suite_revision", std::int64_t{run.suite_revision});
  json.count("seed", run.seed);
  json.flag("strict", run.strict);
  json.text("subject_name", run.subject_name);
  json.texts("subject_command", run.subject_command);
  json.number("started_at_unix_ms", run.started_at_unix_ms);
  json.number("duration_ms", run.duration_ms);
  write_summary(json, run);
  json.text("problem", problem_slug(run.problem));
  json.text("problem_text", run.problem_text);
  if (!run.not_judged.empty()) json.text("not_judged", run.not_judged);
  json.texts("stale", run.stale);
  json.number("exit_code", std::int64_t{run.exit_code});
  json.open("cases", '[');
  for (const auto& result : run.cases) write_case(json, result, run.strict);
  json.close();
  json.close();
  return json.take();
}

}  // namespace everstrike::conformance
