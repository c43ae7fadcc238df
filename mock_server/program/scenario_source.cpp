#include "mock_server/program/scenario_source.hpp"

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "mock_server/exchange/router.hpp"

namespace everstrike::mock_server {

using command_line::Error;

Expected<Scenario, Error> load_scenario(const std::string& path) {
  auto text = command_line::read_text_file(path);
  if (!text) return Unexpected<Error>(text.error());
  auto scenario = parse_scenario(std::move(*text), path, endpoint_names());
  if (!scenario) return command_line::usage_error(scenario.error());
  return std::move(*scenario);
}

}  // namespace everstrike::mock_server
