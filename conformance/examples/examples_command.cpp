#include "conformance/examples/examples_command.hpp"

#include <chrono>
#include <filesystem>
#include <system_error>

#include "command_line/text_file.hpp"
#include "conformance/examples/example_run.hpp"
#include "conformance/examples/page_programs.hpp"
#include "conformance/report/report_option.hpp"
#include "conformance/report/reported_run.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/run/replay_line.hpp"

namespace everstrike::conformance {
namespace {

namespace fs = std::filesystem;
using command_line::Error;
using command_line::ExitCode;

std::int64_t unix_ms() {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// A run is made of programs, each once for each way.
struct Example {
  std::string page;
  PageProgram program;
  std::string way;
};

std::string id_of(const Example& example, bool has_ways) {
  const std::string name = fs::path(example.page).filename().string() + ":" +
                           std::to_string(example.program.line) + "/" +
                           std::string(language_text(example.program.language));
  return "examples/" + name + (has_ways ? "@" + example.way : "");
}

// Several programs may stand on one line when the line ends are lost.
void make_unique(std::vector<CaseResult>& cases) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    int copies = 1;
    for (std::size_t j = i + 1; j < cases.size(); ++j) {
      if (cases[j].id == cases[i].id) cases[j].id += "." + std::to_string(++copies);
    }
  }
}

Expected<std::vector<Example>, Error> examples_of(const ExamplesSettings& settings) {
  const std::vector<std::string> ways = settings.way == "both"
                                            ? std::vector<std::string>{"namespace", "env"}
                                            : std::vector<std::string>{settings.way};
  std::vector<Example> examples;
  for (const std::string& page : settings.pages) {
    const auto text = command_line::read_text_file(page);
    if (!text) return Unexpected<Error>(text.error());
    for (const PageProgram& program : programs_of(*text)) {
      for (const std::string& way : ways) examples.push_back({page, program, way});
    }
  }
  return examples;
}

AskedCase asked(const Example& example, bool has_ways) {
  return {.id = id_of(example, has_ways),
          .does = "answers as ever, under its own host names",
          .expects = "its requests are accepted and encoded as documented, and it ends with 0",
          .reference = example.page + ", line " + std::to_string(example.program.line)};
}

std::string mock_beside_us() {
  std::error_code ignored;
  const auto beside = fs::read_symlink("/proc/self/exe", ignored).parent_path() / "everstrike-mock";
  return fs::exists(beside, ignored) ? beside.string() : "everstrike-mock";
}

// The packages of this project's own lock file, for those who run it from the source tree.
std::string packages_nearby() {
  std::error_code ignored;
  for (const char* folder : {".", "fixtures/npm"}) {
    if (fs::exists(fs::path(folder) / "node_modules", ignored)) return folder;
  }
  return "";
}

Replay replay_of(const ExamplesSettings& settings, const std::string& way) {
  Replay replay{.suite = "examples", .options = {"--way", way}, .command = {}};
  auto& words = replay.options;
  if (!settings.packages.empty()) words.insert(words.end(), {"--packages", settings.packages});
  if (!settings.accounts_file.empty()) {
    words.insert(words.end(), {"--accounts", settings.accounts_file});
  }
  return replay;
}

RunResult run_of(const std::vector<Example>& examples, const ExamplesSettings& settings,
                 int interrupt_fd, Reporter& reporter) {
  ExampleSurroundings surroundings;
  surroundings.mock = settings.mock.empty() ? mock_beside_us() : settings.mock;
  surroundings.accounts_file = settings.accounts_file;
  surroundings.packages = settings.packages.empty() ? packages_nearby() : settings.packages;
  surroundings.node = settings.node;
  surroundings.python = settings.python;
  surroundings.patience = std::chrono::milliseconds(settings.timeout_ms);
  surroundings.interrupt_fd = interrupt_fd;

  RunResult run = begin_run("examples");
  run.subject_name = settings.pages.size() == 1 ? fs::path(settings.pages[0]).filename().string()
                                                : std::to_string(settings.pages.size()) + " pages";
  run.subject_command = settings.pages;
  for (const Example& example : examples) {
    run.cases.push_back(described(asked(example, settings.way == "both")));
    run.cases.back().replay = replay_line(replay_of(settings, example.way), example.page);
  }
  make_unique(run.cases);
  for (std::size_t i = 0; i < run.cases.size(); ++i) {
    CaseResult& result = run.cases[i];
    result.started_at_ms = unix_ms() - run.started_at_unix_ms;
    surroundings.way = examples[i].way;
    run_example(examples[i].program, surroundings, result);
    if (result.verdict == Verdict::skipped) {
      set_problem(run, RunProblem::interrupted, "");
      break;
    }
    reporter.case_done(result, run.cases.size());
  }
  run.duration_ms = unix_ms() - run.started_at_unix_ms;
  return run;
}

}  // namespace

void add_examples_command(command_line::Command& app, ExamplesSettings& settings) {
  auto examples = app.subcommand(
      "examples", "Run the JavaScript and Python programs of documentation pages as they stand");
  examples.option("PAGE", settings.pages, "Pages in Markdown, \"-\" for standard input").required();
  examples.option("--way", settings.way, "How they reach the mock, as with-trust has it; or both")
      .value_name("auto|namespace|env|both")
      .one_of({"auto", "namespace", "env", "both"})
      .show_default();
  examples
      .option("--packages", settings.packages,
              "Holds node_modules and python for them; fixtures/npm if it is there")
      .value_name("DIR")
      .existing_folder();
  examples
      .option("--accounts", settings.accounts_file,
              "Credentials and orders that the pages name, besides the documented ones")
      .value_name("FILE");
  examples.option("--mock", settings.mock, "The program everstrike-mock").value_name("PROGRAM");
  examples.option("--node", settings.node, "What runs JavaScript")
      .value_name("PROGRAM")
      .show_default();
  examples.option("--python", settings.python, "What runs Python")
      .value_name("PROGRAM")
      .show_default();
  examples.option("--timeout-ms", settings.timeout_ms, "How long one program may take")
      .value_name("N")
      .in_range(100, 3'600'000)
      .show_default();
  add_report_option(examples, settings.reports);
}

Expected<ExitCode, Error> run_examples(const ExamplesSettings& settings, int interrupt_fd) {
  const auto examples = examples_of(settings);
  if (!examples) return Unexpected<Error>(examples.error());
  const auto inputs = read_run_inputs({.reports = settings.reports});
  if (!inputs) return Unexpected<Error>(inputs.error());
  return reported_run(
      *inputs,
      {.all = {},
       .words = {.nothing_selected = "the pages hold no fenced JavaScript or Python program"}},
      [&](Reporter& reporter) -> Expected<RunResult, Error> {
        return run_of(*examples, settings, interrupt_fd, reporter);
      });
}

}  // namespace everstrike::conformance
