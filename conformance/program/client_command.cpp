#include "conformance/program/client_command.hpp"

#include <iostream>
#include <utility>

#include "command_line/usage_error.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/attach.hpp"
#include "conformance/client/judge/claims.hpp"
#include "conformance/client/judge/resident_clients.hpp"
#include "conformance/client/judge/run.hpp"
#include "conformance/program/interruption.hpp"
#include "json/writer.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;
using command_line::ExitCode;

std::vector<std::string> replay_options(const ClientSettings& settings) {
  std::vector<std::string> options;
  const auto add = [&](const std::string& option, const std::string& value) {
    options.insert(options.end(), {option, value});
  };
  if (settings.timeout_ms != ClientSettings{}.timeout_ms) {
    add("--timeout-ms", std::to_string(settings.timeout_ms));
  }
  if (settings.resident) options.emplace_back("--resident");
  if (!settings.claims.empty()) add("--claims", settings.claims);
  if (settings.suite.selection.suite_revision != kSuiteRevision) {
    add("--suite-revision", std::to_string(settings.suite.selection.suite_revision));
  }
  return options;
}

void list_one(std::ostream& out, const Case& one) {
  out << one.id << "  " << level_text(one.level) << "\n    the exchange " << one.does
      << "\n    the client: " << one.expects
      << "\n    \"not cancelled\" needs: " << what_no_needs(one) << "\n    "
      << provenance_text(one.provenance) << ": " << one.reference << "\n";
}

void list_one_as_json(std::ostream& out, const Case& one) {
  std::string line = "{\"id\":";
  const auto member = [&](std::string_view name, std::string_view value) {
    line.append(",\"").append(name).append("\":");
    json::append_string(line, value);
  };
  json::append_string(line, one.id);
  member("group", one.group());
  member("level", level_text(one.level));
  member("does", one.does);
  member("expects", one.expects);
  member("no_needs", what_no_needs(one));
  member("provenance", provenance_text(one.provenance));
  member("reference", one.reference);
  out << line << ",\"since_revision\":" << one.since_revision << "}\n";
}

Expected<RunResult, Error> run_attached(const Cases& chosen, const ClientSettings& settings) {
  AttachSettings attached;
  const auto parts = signing::split_host_port(settings.listen);
  const auto port = signing::read_port(parts.port.value_or(""));
  if (!port) {
    return command_line::usage_error("--listen: expected HOST:PORT, the port from 0 to 65535");
  }
  attached.host = parts.host;
  attached.port = *port;
  attached.seed = settings.seed;
  attached.suite_revision = settings.suite.selection.suite_revision;
  if (!settings.suite.name.empty()) attached.subject_name = settings.suite.name;
  attached.interrupt_fd = interruption_fd();
  attached.out = &std::cout;
  const Cases cases = attach_cases(chosen);
  if (cases.empty())
    return command_line::usage_error(
        "client --attach: only cases of sign, http, answer and outcome can be asked");
  auto run = attach(cases, attached);
  if (!run) return Unexpected<Error>(Error{ExitCode::environment, run.error()});
  return std::move(*run);
}

RunSettings run_settings(const ClientSettings& settings, const RunInputs& inputs,
                         Reporter& reporter) {
  RunSettings run;
  run.command = settings.command;
  run.subject_name = settings.suite.name;
  run.seed = settings.seed;
  run.jobs = settings.jobs;
  run.patience = std::chrono::milliseconds(settings.timeout_ms);
  run.strict = settings.suite.run.strict;
  run.three_claims = settings.claims == "three";
  run.resident = settings.resident;
  run.suite_revision = settings.suite.selection.suite_revision;
  run.replay_options = replay_options(settings);
  run.interrupt_fd = interruption_fd();
  run.on_case = [&reporter](const CaseResult& result, std::size_t, std::size_t of) {
    reporter.case_done(result, of);
  };
  run.ends_run = [&inputs](const CaseResult& result) { return ends_run(inputs, result); };
  return run;
}

}  // namespace

void add_client_command(command_line::Command& app, ClientSettings& settings) {
  auto client = app.subcommand("client", "Run a client once for each case and judge it");
  add_suite_options(client, settings.suite, {.subject = "the client"});
  client
      .option("--claims", settings.claims,
              "three: exit code 1 says \"not cancelled by this call\", 6 \"unknown\"")
      .value_name("three")
      .one_of({"three"});
  client.option("--seed", settings.seed, "Draws ids, keys and secrets")
      .value_name("N")
      .whole_number()
      .show_default();
  client.option("--jobs", settings.jobs, "How many clients run at the same time")
      .value_name("N")
      .in_range(1, 256)
      .show_default();
  client.option("--timeout-ms", settings.timeout_ms, "How long one case may take")
      .value_name("N")
      .in_range(100, 3'600'000)
      .show_default();
  client.flag("--resident", settings.resident,
              "Start the client once per job, and ask it by a JSON line for each case");
  client.flag("--attach", settings.attach,
              "Start no client: say at the terminal what to let it do, and judge what arrives");
  client.option("--listen", settings.listen, "Where --attach listens; port 0 is any free one")
      .value_name("HOST:PORT")
      .show_default();
  client.footer(
      "The client stands after \"--\": CMD…. It is given EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY\n"
      "and EVERSTRIKE_SECRET_KEY, and the order id in place of {id}, or as its last argument.\n"
      "It ends with 0 if the cancel is confirmed, 89 if it does not implement what is asked, and\n"
      "anything else if the cancel is not confirmed. With --claims three 1 is a statement as "
      "well:\n"
      "this call cancelled nothing; 6 (or anything else) says that this is not known.\n"
      "With --resident it is asked by lines of its standard input, and answers by lines of its\n"
      "output: {\"case\":…,\"outcome\":\"confirmed\"}, or rejected, unknown, unsupported.");
}

void add_list_command(command_line::Command& app, ListSettings& settings) {
  auto list = app.subcommand("list", "Show the cases and what they ask");
  add_selection_options(list, settings.selection);
  list.flag("--json", settings.json, "One JSON object a line");
}

Ended run_client_command(const ClientSettings& settings) {
  if (settings.attach && !settings.command.empty()) {
    return command_line::usage_error("client: --attach starts no client, so it takes no command");
  }
  if (settings.attach && settings.resident) {
    return command_line::usage_error("client: --attach starts no client, --resident does");
  }
  if (!settings.attach && settings.command.empty()) {
    return command_line::usage_error("client: expected the client's command after \"--\"");
  }
  const auto cases = chosen_from(all_cases(), selection_of(settings.suite, "client"));
  if (!cases) return Unexpected<Error>(cases.error());
  const auto inputs = read_run_inputs(settings.suite.run);
  if (!inputs) return Unexpected<Error>(inputs.error());
  CaseNames names = names_of(all_cases());
  if (settings.resident) {
    for (CaseName& name : names_of(resident_end_cases())) names.push_back(std::move(name));
  }
  const Suite suite{
      .all = std::move(names),
      .words = {.nothing_judged = "nothing was judged: no case applies to this client"}};
  return reported_run(*inputs, suite, [&](Reporter& reporter) -> Expected<RunResult, Error> {
    if (settings.attach) return run_attached(*cases, settings);
    return run_cases(*cases, run_settings(settings, *inputs, reporter));
  });
}

Ended run_list_command(const ListSettings& settings, std::ostream& out) {
  const auto cases = chosen_from(all_cases(), selection_of(settings.selection));
  if (!cases) return Unexpected<Error>(cases.error());
  for (const Case& one : *cases) settings.json ? list_one_as_json(out, one) : list_one(out, one);
  if (!settings.json) {
    out << cases->size() << " cases, suite revision " << settings.selection.suite_revision << "\n";
  }
  return cases->empty() ? ExitCode::nothing_ran : ExitCode::done;
}

}  // namespace everstrike::conformance
