#include "mock_server/program/accounts_source.hpp"

#include <malloc.h>

#include <cstdlib>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::mock_server {

using command_line::Error;

namespace {

// Some million orders.
constexpr std::size_t kAccountsBytesMax = 512U * 1024 * 1024;

}  // namespace

SecretSources secret_sources() {
  return {.environment = [](const std::string& name) -> std::optional<std::string> {
            const char* value = std::getenv(name.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
          },
          .file = [](const std::string& secret_path) -> Expected<std::string, std::string> {
            // A secret that was written there by mistake is not shown.
            auto read = command_line::read_text_file(secret_path, {}, "the file of this name");
            if (!read) return Unexpected<std::string>(read.error().message);
            return std::move(*read);
          }};
}

Expected<std::vector<AccountSeed>, Error> load_accounts(const std::string& path) {
  auto text = command_line::read_text_file(path, {.bytes_max = kAccountsBytesMax});
  if (!text) return Unexpected<Error>(text.error());
  auto accounts = parse_accounts(std::move(*text), path, secret_sources());
  if (!accounts) return command_line::usage_error(accounts.error());
#ifdef __GLIBC__
  // What a large file took while it was read is several times what is left of it.
  ::malloc_trim(0);
#endif
  return std::move(*accounts);
}

}  // namespace everstrike::mock_server
