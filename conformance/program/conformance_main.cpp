// everstrike-conformance: judges clients of the exchange, in any language, from outside.
#include <iostream>

#include "command_line/command.hpp"
#include "command_line/parse.hpp"
#include "command_line/process_start.hpp"
#include "command_line/scrub_argument.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/examples/examples_command.hpp"
#include "conformance/program/client_command.hpp"
#include "conformance/program/conformance_manual.hpp"
#include "conformance/program/interruption.hpp"
#include "conformance/program/journal_command.hpp"
#include "conformance/program/server_command.hpp"
#include "conformance/program/vectors_command.hpp"
#include "conformance/program/watch_command.hpp"
#include "conformance/report/report_command.hpp"
#include "conformance/server/server_case.hpp"
#include "mock_server/tls/tls_options.hpp"

namespace {

namespace command_line = everstrike::command_line;
namespace conformance = everstrike::conformance;

constexpr std::string_view kProgram = "everstrike-conformance";

template <class Cases>
std::vector<std::string> ids_of(const Cases& cases) {
  std::vector<std::string> ids;
  for (const auto& one : cases) ids.push_back(one.id);
  return ids;
}

std::vector<command_line::ValueHint> value_hints() {
  const auto ids = ids_of(conformance::all_cases());
  return {
      {.command = "client", .value = "CASE", .words = ids},
      {.command = "list", .value = "CASE", .words = ids},
      {.command = "server",
       .value = "CASE",
       .words = ids_of(conformance::server::all_server_cases())},
      {.command = "watch", .value = "FAULT", .words = everstrike::mock_server::tls_fault_words()},
      {.command = "journal", .value = "FILE", .words = {}, .kind = command_line::ValueKind::file},
      {.command = "examples", .value = "PAGE", .words = {}, .kind = command_line::ValueKind::file},
      {.command = "",
       .value = "FORMAT=FILE",
       .words = {"junit=", "json=", "html=", "markdown=", "tap="},
       .kind = command_line::ValueKind::file}};
}

int finish(const conformance::Ended& ended) {
  if (ended) return command_line::to_int(*ended);
  std::cerr << kProgram << ": " << ended.error().message << std::endl;
  return command_line::to_int(ended.error().exit_code);
}

}  // namespace

int main(int argc, char** argv) {
  command_line::open_standard_descriptors();
  command_line::forbid_core_dumps();
  conformance::ClientSettings client;
  conformance::ListSettings list;
  conformance::ReportCommandSettings report;
  conformance::ServerSettings server;
  conformance::VectorsSettings vectors;
  std::vector<std::string> command;
  command_line::Command app("Judges clients of Everstrike's signed REST API");
  app.require_subcommand();
  conformance::add_client_command(app, client);
  conformance::add_server_command(app, server);
  conformance::add_vectors_command(app, vectors);
  conformance::add_list_command(app, list);
  conformance::add_report_command(app, report);
  conformance::ExamplesSettings examples;
  conformance::add_examples_command(app, examples);
  conformance::WatchSettings watch;
  conformance::add_watch_command(app, watch);
  conformance::JournalSettings journal;
  conformance::add_journal_command(app, journal);

  command_line::Program program;
  program.name = kProgram;
  program.version_lines = [] {
    return std::vector<std::string>{"suite revision " +
                                    std::to_string(conformance::kSuiteRevision)};
  };
  program.manual = conformance::manual;
  program.value_hints = value_hints;
  program.command_subcommands = {"client", "vectors", "watch"};
  program.command = &command;
  if (const auto ended = command_line::parse(app, argc, argv, program)) {
    return command_line::to_int(*ended);
  }
  command_line::scrub_argument(argc, argv, "--auto-accounts");
  command_line::scrub_argument(argc, argv, "--control-token");
  if (app.has_chosen("list")) return finish(conformance::run_list_command(list, std::cout));
  client.command = command;
  vectors.command = command;
  if (app.has_chosen("vectors")) return finish(conformance::run_vectors_command(vectors));
  if (app.has_chosen("server")) return finish(conformance::run_server_command(server));
  if (app.has_chosen("examples")) {
    return finish(conformance::run_examples(examples, conformance::interruption_fd()));
  }
  if (app.has_chosen("watch")) {
    watch.command = command;
    watch.own_variables = command_line::variables_of(app, "watch");
    return finish(conformance::run_watch_command(std::move(watch)));
  }
  if (app.has_chosen("journal")) return finish(conformance::run_journal_command(journal));
  if (app.has_chosen("report")) {
    return command_line::to_int(
        conformance::run_report_command(report, conformance::Audience::of_process()));
  }
  return finish(conformance::run_client_command(client));
}
