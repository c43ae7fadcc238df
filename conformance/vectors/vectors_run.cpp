#include "conformance/vectors/vectors_run.hpp"

#include <algorithm>
#include <atomic>
#include <map>

#include "command_line/shell_words.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/subject.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/run/work_off.hpp"
#include "conformance/vectors/filter.hpp"
#include "json/parse.hpp"
#include "signing/diagnosis/diagnosis.hpp"

namespace everstrike::conformance {
namespace {

AskedCase asked(const Question& question, Ask ask) {
  constexpr const char* kDoes[] = {
      "asks for the signature of a body: ", "asks for the body of a payload: ",
      "asks whether a signature fits: "};
  constexpr const char* kExpects[] = {"base64 of HMAC-SHA256(secret, body)",
                                      "the bytes that the documented program signs and sends",
                                      "accepted only as it is documented"};
  return {.id = question.id,
          .does = kDoes[static_cast<int>(ask)] + question.comment,
          .expects = kExpects[static_cast<int>(ask)],
          .reference = question.reference};
}

CaseResult not_asked(const Question& question, const VectorsRunSettings& settings) {
  CaseResult result = described(asked(question, settings.ask));
  result.command = command_line::shell_line(settings.command);
  result.replay = replay_line(settings.replay, question.id);
  return result;
}

void explain(const Question& question, const std::string& given, CaseResult& result) {
  const signing::Secret secret(question.secret);
  const auto diagnosis = diagnosis::diagnose(
      {.body = question.body, .signature = given, .api_key = "", .secret = &secret});
  if (diagnosis.outcome != diagnosis::Outcome::mistake) return;
  result.mistake = diagnosis.name();
  result.remedy = diagnosis.fix;
  result.reason += ": " + diagnosis.title();
}

void judge(Ask ask, const Question& question, const std::string& given, CaseResult& result) {
  if (given == question.answer) {
    result.verdict = Verdict::pass;
    return;
  }
  result.verdict = Verdict::fail;
  result.expected = question.answer;
  result.seen = given;
  if (ask == Ask::sign) {
    result.reason = "another signature";
    explain(question, given, result);
  } else if (ask == Ask::encode) {
    result.reason = "another body (both in hex)";
  } else {
    result.reason = given == "true" ? "a wrong signature is accepted" : "a right one is refused";
    result.mistake = question.mistake;
  }
}

void no_answer(Verdict verdict, const std::string& reason, CaseResult& result) {
  result.verdict = verdict;
  result.reason = reason;
}

// Why a process gave nothing that could be judged; nullopt when it ended as it should.
std::optional<std::string> failure_of(const FilterEnd& end) {
  if (!end.not_started.empty()) return end.not_started;
  if (end.interrupted) return "the run was interrupted";
  if (end.timed_out) return "no end in time";
  if (end.signal) return "ended by signal " + std::to_string(*end.signal);
  if (end.exit_code.value_or(0) != 0) return "ended with " + std::to_string(*end.exit_code);
  return std::nullopt;
}

void keep(const FilterEnd& end, CaseResult& result) {
  result.exit_code = end.exit_code;
  result.signal = end.signal;
  result.timed_out = end.timed_out;
  result.standard_error = end.error_output;
}

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

// An interruption is noted where it kept an answer from coming.
CaseResult ask_once(const Question& question, const VectorsRunSettings& settings,
                    std::atomic<bool>& interrupted) {
  auto result = not_asked(question, settings);
  if (question.secret.find('\0') != std::string::npos) {
    no_answer(Verdict::skipped, "no environment can hold a secret with a NUL; --jsonl can", result);
    return result;
  }
  const auto end =
      run_filter({.command = settings.command,
                  .environment = client_environment({{"EVERSTRIKE_SECRET_KEY", question.secret},
                                                     {"EVERSTRIKE_CASE", question.id}}),
                  .input = question.body,
                  .patience = settings.patience,
                  .interrupt_fd = settings.interrupt_fd});
  keep(end, result);
  if (end.exit_code == kUnsupportedExitCode) {
    no_answer(Verdict::unsupported, "the program says that it doesn't do this", result);
  } else if (end.interrupted) {
    interrupted = true;
    no_answer(Verdict::skipped, "the run was interrupted", result);
  } else if (const auto failed = failure_of(end)) {
    no_answer(Verdict::fail, *failed, result);
    result.standard_output = end.output.substr(0, 4096);
  } else {
    judge(settings.ask, question, without_line_end(end.output), result);
  }
  return result;
}

// One line of the program's output: which question it is about, and the answer or what is wrong.
struct LineAnswer {
  std::string text;
  std::string problem;
};

LineAnswer read_answer(const json::Value& line, Ask ask) {
  constexpr const char* kNames[] = {"signature", "body_hex", "ok"};
  const auto* name = kNames[static_cast<int>(ask)];
  if (line["error"].is_string()) return {"", "error: " + line["error"].text};
  const auto& value = line[name];
  if (ask == Ask::verify && value.is_boolean()) return {value.get<bool>() ? "true" : "false", ""};
  if (ask != Ask::verify && value.is_string()) return {value.text, ""};
  return {"", std::string("the answer has no member \"") + name + "\" of the right type"};
}

// Answers by tcId; a line without one is the answer to the question of the same place.
std::map<std::string, LineAnswer> read_answers(const std::string& output, Ask ask,
                                               const std::vector<Question>& questions) {
  std::map<std::string, LineAnswer> answers;
  std::size_t number = 0;
  for (std::size_t at = 0; at < output.size(); ++number) {
    const auto end = std::min(output.find('\n', at), output.size());
    const auto line =
        json::parse(std::string_view(output).substr(at, end - at), {.names_may_repeat = true});
    const auto text = output.substr(at, std::min<std::size_t>(end - at, 200));
    at = end + 1;
    auto id = number < questions.size() ? questions[number].id : std::string();
    if (!line || !line->is_object()) {
      answers.emplace(id, LineAnswer{"", "line " + std::to_string(number + 1) +
                                             " of the output is no JSON object: " + text});
      continue;
    }
    if (const auto& named = (*line)["tcId"]; named.is_string()) id = named.text;
    if (!answers.emplace(id, read_answer(*line, ask)).second) {
      answers[id] = {"", "two answers have this tcId"};
    }
  }
  return answers;
}

std::vector<CaseResult> ask_by_lines(const std::vector<Question>& questions,
                                     const VectorsRunSettings& settings,
                                     std::atomic<bool>& interrupted) {
  std::string input;
  for (const auto& question : questions) input += question_line(settings.ask, question) + "\n";
  const auto end = run_filter({.command = settings.command,
                               .environment = client_environment({}),
                               .input = std::move(input),
                               .patience = settings.patience * (1 + questions.size() / 500),
                               .interrupt_fd = settings.interrupt_fd});
  const auto answers = read_answers(end.output, settings.ask, questions);
  std::vector<CaseResult> results;
  for (const auto& question : questions) {
    auto result = not_asked(question, settings);
    keep(end, result);
    const auto found = answers.find(question.id);
    if (end.exit_code == kUnsupportedExitCode) {
      no_answer(Verdict::unsupported, "the program says that it doesn't do this", result);
    } else if (found == answers.end()) {
      if (end.interrupted) interrupted = true;
      no_answer(end.interrupted ? Verdict::skipped : Verdict::fail,
                "no answer: " + failure_of(end).value_or("the program left it out"), result);
    } else if (!found->second.problem.empty()) {
      no_answer(Verdict::fail, found->second.problem, result);
    } else {
      judge(settings.ask, question, found->second.text, result);
    }
    if (settings.on_case) settings.on_case(result);
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<CaseResult> ask_one_by_one(const std::vector<Question>& questions,
                                       const VectorsRunSettings& settings,
                                       std::atomic<bool>& interrupted) {
  std::vector<CaseResult> results;
  for (const auto& question : questions) {
    results.push_back(not_asked(question, settings));
    results.back().reason = "the run ended before";
  }
  std::atomic<bool> stopped = false;
  work_off(
      questions.size(), settings.jobs, [&] { return stopped || interrupted; },
      [&](std::size_t i) {
        results[i] = ask_once(questions[i], settings, interrupted);
        if (settings.on_case) settings.on_case(results[i]);
        if (settings.ends_run && settings.ends_run(results[i])) stopped = true;
      });
  return results;
}

}  // namespace

RunResult run_vectors(const std::vector<Question>& questions, const VectorsRunSettings& settings) {
  using std::chrono::milliseconds;
  RunResult run = begin_run("vectors");
  run.subject_command = settings.command;
  run.subject_name = settings.subject_name;
  if (questions.empty()) return run;
  if (const auto program = find_program(settings.command.front()); !program) {
    set_problem(run, RunProblem::never_started, program.error());
    return run;
  }
  const auto begun = std::chrono::steady_clock::now();
  std::atomic<bool> interrupted = false;
  run.cases = settings.by_lines ? ask_by_lines(questions, settings, interrupted)
                                : ask_one_by_one(questions, settings, interrupted);
  run.duration_ms =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun).count();
  const auto& first = run.cases.front();
  if (!first.exit_code && !first.signal && first.verdict == Verdict::fail) {
    set_problem(run, RunProblem::never_started, first.reason);
  } else if (interrupted) {
    set_problem(run, RunProblem::interrupted, "the run was interrupted");
  }
  return run;
}

}  // namespace everstrike::conformance
