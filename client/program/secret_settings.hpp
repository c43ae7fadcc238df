// Where the program's secret comes from: a file or standard input, the environment, or (for demo
// keys) an option.
#pragma once

#include <optional>
#include <string>

#include "command_line/error.hpp"
#include "signing/expected.hpp"
#include "signing/secret.hpp"

namespace everstrike::client {

struct SecretSettings {
  std::optional<std::string> file;  // --secret-file; "-" is standard input
  std::optional<std::string> text;  // --secret or EVERSTRIKE_SECRET_KEY; may be empty
};

// find_secret gives the secret, or nothing when no source names one. Of several the file counts.
// Wipes `settings.text`.
[[nodiscard]] Expected<std::optional<signing::Secret>, command_line::Error> find_secret(
    SecretSettings& settings);

// need_secret is the same for a verb that can't do without.
[[nodiscard]] Expected<signing::Secret, command_line::Error> need_secret(SecretSettings& settings);

}  // namespace everstrike::client
