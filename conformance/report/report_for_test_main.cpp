// `report` as a program of its own, for tests.
#include <CLI/CLI.hpp>

#include "command_line/parse.hpp"
#include "conformance/report/report_command.hpp"

int main(int argc, char** argv) {
  using namespace everstrike;
  conformance::ReportCommandSettings settings;
  CLI::App app("Reports");
  app.require_subcommand(1);
  conformance::add_report_command(app, settings);
  if (const auto ended = command_line::parse(app, argc, argv, {.name = "report_for_test"})) {
    return command_line::to_int(*ended);
  }
  return command_line::to_int(
      conformance::run_report_command(settings, conformance::Audience::of_process()));
}
