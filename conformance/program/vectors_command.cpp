#include "conformance/program/vectors_command.hpp"

#include <csignal>

#include "command_line/usage_error.hpp"
#include "conformance/program/interruption.hpp"
#include "conformance/run/subject_name.hpp"
#include "conformance/vectors/vectors_run.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;

Ask ask_of(const std::string& text) {
  if (text == "encode") return Ask::encode;
  return text == "verify" ? Ask::verify : Ask::sign;
}

Replay replay_of(const VectorsSettings& settings) {
  Replay replay{.suite = "vectors", .options = {}, .command = settings.command};
  auto& words = replay.options;
  if (settings.ask != "sign") words.insert(words.end(), {"--ask", settings.ask});
  if (settings.ask == "encode") words.insert(words.end(), {"--dialect", settings.dialect});
  if (settings.jsonl) words.emplace_back("--jsonl");
  return replay;
}

}  // namespace

void add_vectors_command(command_line::Command& app, VectorsSettings& settings) {
  auto command = app.subcommand("vectors", "Put the published vectors to a program that signs");
  add_suite_options(command, settings.suite,
                    {.cases = "Vectors", .subject = "the program", .has_should = false});
  command
      .option("--ask", settings.ask,
              "What the program does: sign; with --jsonl also encode or verify")
      .value_name("sign|encode|verify")
      .one_of({"sign", "encode", "verify"})
      .show_default();
  command.option("--dialect", settings.dialect, "Whose encoding --ask encode asks for")
      .value_name("js|python")
      .one_of({"js", "python"})
      .show_default();
  command.flag("--jsonl", settings.jsonl,
               "One process for all: a JSON object a line in, one a line out");
  command.option("--jobs", settings.jobs, "How many processes run at the same time")
      .value_name("N")
      .in_range(1, 256)
      .show_default();
  command
      .option("--timeout-ms", settings.timeout_ms,
              "How long a process may take; with --jsonl, for every 500 lines")
      .value_name("N")
      .in_range(100, 3'600'000)
      .show_default();
  command.footer(
      "The program stands after \"--\": CMD…. Once for each vector it is given the body on its\n"
      "standard input and the secret in EVERSTRIKE_SECRET_KEY, and prints the signature. Without\n"
      "CASE it is given those of the group sign: all kinds of secrets and lengths.\n"
      "With --jsonl it is run once and given {\"tcId\":…,\"secret_hex\":…,\"body_hex\":…} a line; "
      "it\n"
      "answers {\"tcId\":…,\"signature\":…}.");
}

Ended run_vectors_command(const VectorsSettings& settings) {
  if (settings.command.empty())
    return command_line::usage_error("vectors: expected a program after \"--\"");
  if (!settings.jsonl && settings.ask != "sign") {
    return command_line::usage_error("--ask " + settings.ask + ": expected --jsonl as well");
  }
  const auto questions = questions_of(ask_of(settings.ask), settings.dialect);
  auto suite = settings.suite;
  // Process by process the other groups would only cost time: to a program that is given bytes
  // they are more of the same.
  if (!settings.jsonl && suite.selection.patterns.empty()) suite.selection.patterns = {"sign"};
  const auto chosen = chosen_from(questions, selection_of(suite, "vectors"));
  if (!chosen) return Unexpected<Error>(chosen.error());
  const auto inputs = read_run_inputs(suite.run);
  if (!inputs) return Unexpected<Error>(inputs.error());
  return reported_run(
      *inputs, {.all = names_of(questions)}, [&](Reporter& reporter) -> Expected<RunResult, Error> {
        // A program that ends before it has read everything is a finding, not our end.
        ::signal(SIGPIPE, SIG_IGN);
        VectorsRunSettings run_with;
        run_with.command = settings.command;
        run_with.ask = ask_of(settings.ask);
        run_with.by_lines = settings.jsonl;
        run_with.jobs = settings.jobs;
        run_with.patience = std::chrono::milliseconds(settings.timeout_ms);
        run_with.subject_name =
            suite.name.empty() ? subject_name(settings.command, NamedBy::last_word) : suite.name;
        run_with.replay = replay_of(settings);
        run_with.interrupt_fd = interruption_fd();
        run_with.on_case = [&](const CaseResult& result) {
          reporter.case_done(result, chosen->size());
        };
        run_with.ends_run = [&](const CaseResult& result) { return ends_run(*inputs, result); };
        return run_vectors(*chosen, run_with);
      });
}

}  // namespace everstrike::conformance
