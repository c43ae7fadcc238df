#include "client/program/secret_settings.hpp"

#include <utility>

#include "command_line/secret_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::client {

using command_line::Error;

Expected<std::optional<signing::Secret>, Error> find_secret(SecretSettings& settings) {
  std::optional<signing::Secret> secret;
  if (settings.text) {
    secret.emplace(*settings.text);
    signing::wipe(*settings.text);
    settings.text.reset();
  }
  if (!settings.file) return secret;
  return command_line::read_secret_file(*settings.file).map([](signing::Secret read) {
    return std::optional(std::move(read));
  });
}

Expected<signing::Secret, Error> need_secret(SecretSettings& settings) {
  return find_secret(settings).and_then(
      [](std::optional<signing::Secret> secret) -> Expected<signing::Secret, Error> {
        if (secret) return std::move(*secret);
        return command_line::usage_error(
            "a secret is needed: --secret-file FILE (\"-\" for standard input), or "
            "EVERSTRIKE_SECRET_KEY");
      });
}

}  // namespace everstrike::client
