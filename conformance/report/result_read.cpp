// Reads a run back from its JSON. The first thing that is missing, unknown or of the wrong type
// ends it with an error that says where; what follows from the rest is not read but derived.
#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/report/result_file.hpp"
#include "conformance/report/summary.hpp"
#include "json/reader.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using json::Document;

// One object of the file. Getters give a default after the first error, which finish() tells.
class Reader {
 public:
  Reader(const json::Document& document, const std::string& pointer)
      : document_(document), object_(document, pointer) {}

  std::string text(const std::string& name) { return text_at(object_.member(name), name); }

  std::string text_if_present(const std::string& name) {
    return object_.has(name) ? text(name) : std::string();
  }

  std::vector<std::string> texts(const std::string& name) {
    std::vector<std::string> out;
    for (const auto& pointer : elements(name)) out.push_back(text_at(pointer, name));
    return out;
  }

  template <class Number>
  Number number(const std::string& name) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_number_integer()) {
      object_.fail(name, "expected an integer");
      return {};
    }
    return value->get<Number>();
  }

  std::optional<int> number_or_null(const std::string& name) {
    const auto* value = find(name);
    if (value != nullptr && value->is_null()) {
      (void)object_.member(name);
      return std::nullopt;
    }
    return number<int>(name);
  }

  bool flag(const std::string& name) {
    require(name);
    return object_.flag_if_present(name).value_or(false);
  }

  // one_of gives the value whose text stands there.
  template <class Value, class Text>
  Value one_of(const std::string& name, std::initializer_list<Value> values, Text text_of) {
    const auto word = text(name);
    std::string known;
    for (const auto value : values) {
      if (text_of(value) == word) return value;
      known += known.empty() ? "expected " : ", ";
      known += text_of(value);
    }
    object_.fail(name, known);
    return *values.begin();
  }

  std::vector<std::string> elements(const std::string& name) {
    require(name);
    return object_.elements(name);
  }
  // For what follows from the rest.
  void ignore(const std::string& name) {
    require(name);
    (void)object_.member(name);
  }
  std::optional<std::string> finish() { return object_.finish(); }
  void fail_with(const std::string& error) { object_.fail_with(error); }

 private:
  void require(const std::string& name) {
    if (!object_.has(name)) object_.fail("", "expected a member \"" + name + "\"");
  }

  const json::Value* find(const std::string& name) {
    if (!object_.has(name)) return nullptr;
    return &object_.value_at(object_.member(name));
  }

  std::string text_at(const std::string& pointer, const std::string& name) {
    const auto* value = document_.find(pointer);
    const bool is_there = value != nullptr;
    if (is_there && value->is_string()) return value->text;
    if (is_there && value->size() == 1 && (*value)["hex"].is_string()) {
      const auto& hex = (*value)["hex"].text;
      const auto bytes = signing::read_hex(hex);
      if (bytes && signing::hex_of(*bytes) == hex) return *bytes;
    }
    object_.fail(is_there ? name : "",
                 is_there ? "expected a text, or {\"hex\": …} with lower-case hex digits"
                          : "expected a member \"" + name + "\"");
    return "";
  }

  const json::Document& document_;
  json::ObjectReader object_;
};

Expected<JournalExtract, std::string> read_entry(const json::Document& document,
                                                 const std::string& pointer) {
  Reader in(document, pointer);
  JournalExtract entry;
  entry.number = in.number<std::uint64_t>("number");
  entry.at_ms = in.number<std::int64_t>("at_ms");
  entry.request = in.text("request");
  entry.verdict = in.text("verdict");
  entry.diagnosis = in.text("diagnosis");
  entry.fault = in.text("fault");
  entry.effect = in.text("effect");
  entry.status = in.number<int>("status");
  entry.answer = in.text("answer");
  if (auto error = in.finish()) return Unexpected<std::string>(std::move(*error));
  return entry;
}

Expected<Reproducer, std::string> read_reproducer(const json::Document& document,
                                                  const std::string& pointer) {
  Reader in(document, pointer);
  Reproducer reproducer{in.text("language"), in.text("text")};
  if (auto error = in.finish()) return Unexpected<std::string>(std::move(*error));
  return reproducer;
}

template <class Value, class Read>
void read_all(const json::Document& document, Reader& in, const std::string& name,
              std::vector<Value>& out, Read read) {
  for (const auto& pointer : in.elements(name)) {
    auto value = read(document, pointer);
    if (!value) return in.fail_with(value.error());
    out.push_back(std::move(*value));
  }
}

Expected<CaseResult, std::string> read_case(const json::Document& document,
                                            const std::string& pointer) {
  Reader in(document, pointer);
  CaseResult result;
  result.id = in.text("id");
  result.group = in.text("group");
  result.level = in.one_of("level", {Level::must, Level::should, Level::may}, level_text);
  result.does = in.text("does");
  result.expects = in.text("expects");
  result.provenance =
      in.one_of("provenance", {Provenance::documented, Provenance::observed, Provenance::assumed},
                provenance_text);
  result.reference = in.text("reference");
  result.since_revision = in.number<int>("since_revision");
  result.verdict = in.one_of("verdict",
                             {Verdict::skipped, Verdict::pass, Verdict::lenient, Verdict::fail,
                              Verdict::unsupported, Verdict::broken, Verdict::known_failing},
                             verdict_text);
  in.ignore("counts_against");
  result.reason = in.text("reason");
  result.mistake = in.text("mistake");
  result.remedy = in.text("remedy");
  result.expected = in.text("expected");
  result.seen = in.text("seen");
  result.evidence = in.text("evidence");
  result.known_failing_reason = in.text("known_failing_reason");
  result.exit_code = in.number_or_null("exit_code");
  result.signal = in.number_or_null("signal");
  result.timed_out = in.flag("timed_out");
  result.command = in.text("command");
  result.standard_output = in.text("standard_output");
  result.standard_error = in.text("standard_error");
  read_all(document, in, "journal", result.journal, read_entry);
  result.replay = in.text("replay");
  read_all(document, in, "reproducers", result.reproducers, read_reproducer);
  result.started_at_ms = in.number<std::int64_t>("started_at_ms");
  result.duration_ms = in.number<std::int64_t>("duration_ms");
  if (auto error = in.finish()) return Unexpected<std::string>(std::move(*error));
  return result;
}

}  // namespace

Expected<RunResult, command_line::Error> read_result(std::string text, const std::string& file) {
  const auto document = json::Document::parse(std::move(text), file);
  if (!document) return command_line::usage_error(document.error());
  Reader in(*document, "");
  RunResult run;
  if (in.text("schema") != "conformance_result_v1") {
    return command_line::usage_error(
        document->error_at("", "expected a member \"schema\" that is \"conformance_result_v1\""));
  }
  run.tool_version = in.text("tool_version");
  run.suite = in.text("suite");
  run.suite_revision = in.number<int>("suite_revision");
  run.seed = in.number<std::uint64_t>("seed");
  run.strict = in.flag("strict");
  run.subject_name = in.text("subject_name");
  run.subject_command = in.texts("subject_command");
  run.started_at_unix_ms = in.number<std::int64_t>("started_at_unix_ms");
  run.duration_ms = in.number<std::int64_t>("duration_ms");
  in.ignore("summary");
  run.problem = in.one_of(
      "problem",
      {RunProblem::none, RunProblem::interrupted, RunProblem::nothing_selected,
       RunProblem::never_started, RunProblem::never_connected, RunProblem::stale_known_failing},
      problem_slug);
  run.problem_text = in.text("problem_text");
  run.not_judged = in.text_if_present("not_judged");
  run.stale = in.texts("stale");
  run.exit_code = in.number<int>("exit_code");
  read_all(*document, in, "cases", run.cases, read_case);
  if (auto error = in.finish()) return command_line::usage_error(*error);
  return run;
}

Expected<RunResult, command_line::Error> read_result_file(const std::string& file) {
  auto text = command_line::read_text_file(file, {.bytes_max = 256U * 1024 * 1024});
  if (!text) return Unexpected<command_line::Error>(text.error());
  return read_result(std::move(*text), file);
}

}  // namespace everstrike::conformance
