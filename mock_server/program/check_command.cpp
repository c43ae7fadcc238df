#include "mock_server/program/check_command.hpp"

#include <algorithm>
#include <ostream>

#include "command_line/text_file.hpp"
#include "json/document.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/scenario_file.hpp"
#include "mock_server/program/accounts_source.hpp"
#include "mock_server/program/failure.hpp"

namespace everstrike::mock_server {
namespace {

using command_line::Error;
using command_line::ExitCode;

std::string counted(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

// Gives a few words about a file that is right, and `warnings` about what is legal but doubtful.
Expected<std::string, Error> check_json(const std::string& path,
                                        std::vector<std::string>& warnings) {
  auto text = command_line::read_text_file(path);
  if (!text) return Unexpected<Error>(text.error());
  const auto document = json::Document::parse(*text, path);
  if (!document) return failure(ExitCode::failed, document.error());
  const auto& schema = document->root()["schema"].text;
  if (schema == "scenario_v1") {
    const auto scenario = parse_scenario(std::move(*text), path, endpoint_names());
    if (!scenario) return failure(ExitCode::failed, scenario.error());
    for (const Rule& rule : scenario->rules) {
      if (const auto doubt = doubtful_pattern(rule)) warnings.push_back(path + ": " + *doubt);
    }
    return "scenario_v1, " + counted(scenario->rules.size(), "rule");
  }
  if (schema == "accounts_v1") {
    const auto accounts = parse_accounts(std::move(*text), path, secret_sources());
    if (!accounts) return failure(ExitCode::failed, accounts.error());
    return "accounts_v1, " + counted(accounts->size(), "account");
  }
  const std::string what =
      "expected a member \"schema\" that is \"accounts_v1\" or \"scenario_v1\"";
  return failure(ExitCode::failed,
                 document->error_at(document->find("/schema") == nullptr ? "" : "/schema", what));
}

Expected<std::string, Error> check_file(const std::string& path, const ConfigCheck& check_config,
                                        std::vector<std::string>& warnings) {
  if (!path.ends_with(".toml")) return check_json(path, warnings);
  auto checked = check_config(path);
  if (checked || checked.error().exit_code == ExitCode::environment) return checked;
  return failure(ExitCode::failed, checked.error().message);
}

}  // namespace

ExitCode check_files(const std::vector<std::string>& paths, const ConfigCheck& check_config,
                     std::ostream& out, std::ostream& err) {
  ExitCode worst = ExitCode::done;
  for (const std::string& path : paths) {
    std::vector<std::string> warnings;
    const auto checked = check_file(path, check_config, warnings);
    for (const auto& line : warnings) err << "everstrike-mock: warning: " << line << "\n";
    if (checked) {
      out << path << ": ok, " << *checked << "\n";
      continue;
    }
    err << "everstrike-mock: " << checked.error().message << "\n";
    worst = std::max(worst, checked.error().exit_code);
  }
  out << std::flush;
  err << std::flush;
  return worst;
}

}  // namespace everstrike::mock_server
