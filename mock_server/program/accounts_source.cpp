#include "mock_server/program/accounts_source.hpp"

#include <cstdlib>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::mock_server {

using command_line::Error;

SecretSources secret_sources() {
  return {.environment = [](const std::string& name) -> std::optional<std::string> {
            const char* value = std::getenv(name.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
          },
          .file = [](const std::string& secret_path) -> Expected<std::string, std::string> {
            auto read = command_line::read_text_file(secret_path);
            if (!read) return Unexpected<std::string>(read.error().message);
            return std::move(*read);
          }};
}

Expected<std::vector<AccountSeed>, Error> load_accounts(const std::string& path) {
  auto text = command_line::read_text_file(path);
  if (!text) return Unexpected<Error>(text.error());
  auto accounts = parse_accounts(std::move(*text), path, secret_sources());
  if (!accounts) return command_line::usage_error(accounts.error());
  return std::move(*accounts);
}

}  // namespace everstrike::mock_server
