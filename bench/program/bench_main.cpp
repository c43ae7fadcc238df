// everstrike-bench: how fast this machine signs, without building anything.
#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/program/bench_manual.hpp"
#include "bench/program/run_command.hpp"
#include "command_line/command.hpp"
#include "command_line/parse.hpp"
#include "command_line/process_start.hpp"
#include "signing/backend.hpp"

namespace {

namespace command_line = everstrike::command_line;
using everstrike::bench::RunSettings;

constexpr std::string_view kProgram = "everstrike-bench";

void add_run(command_line::Command& app, RunSettings& settings) {
  auto run = app.subcommand("run", "Time the rows and print them (the default)");
  run.flag("--quick", settings.quick, "Shorter and rougher: 3 repetitions, and fewer orders");
  run.option("--only", settings.only,
             "Only this row, or those whose names begin so (sign, sign/35); again for more")
      .value_name("ROW")
      .one_value_each();
  run.option("--repetitions", settings.repetitions, "How often each row is timed")
      .value_name("N")
      .within({1, 10'000})
      .show_default("15");
  run.option("--orders", settings.orders, "Orders that the mock's row cancels each time")
      .value_name("N")
      .within({1, 1'000'000})
      .show_default("5000");
  run.option("--connections", settings.connections, "Connections that it keeps")
      .value_name("N")
      .within({1, 1'000})
      .show_default();
  run.flag("--json", settings.json, "Print one JSON object (bench_v1)");
  run.footer("docs/performance.md says what the rows mean.");
}

void on_interrupt(int) { ::_exit(command_line::to_int(command_line::ExitCode::interrupted)); }

}  // namespace

int main(int argc, char** argv) {
  command_line::open_standard_descriptors();
  RunSettings settings;
  command_line::Command app("How fast this machine signs, and what a mock on it answers");
  add_run(app, settings);
  const auto ended = command_line::parse(
      app, argc, argv,
      {.name = std::string(kProgram),
       .default_subcommand = "run",
       .verbose_version_lines =
           [] {
             return std::vector<std::string>{"signing back end: " +
                                             std::string(everstrike::signing::backend_name())};
           },
       .manual = everstrike::bench::manual,
       .value_hints =
           [] {
             return std::vector<command_line::ValueHint>{
                 {.command = "run", .value = "ROW", .words = everstrike::bench::row_names()}};
           }});
  if (ended) return command_line::to_int(*ended);
  ::signal(SIGINT, on_interrupt);
  const auto result = everstrike::bench::run_rows(settings, std::cout);
  if (!result) {
    std::cerr << kProgram << ": " << result.error().message << std::endl;
    return command_line::to_int(result.error().exit_code);
  }
  std::cout.flush();
  if (std::cout) return command_line::to_int(*result);
  std::cerr << kProgram << ": standard output can't be written" << std::endl;
  return command_line::to_int(command_line::ExitCode::environment);
}
