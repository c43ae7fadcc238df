// `everstrike sign`, `encode` and `verify`: one item by options, or many by --jsonl.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "client/program/line_verbs.hpp"
#include "client/program/secret_settings.hpp"
#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

struct SignSettings {
  LineVerb verb = LineVerb::sign;
  bool jsonl = false;
  signing::Dialect dialect = signing::Dialect::javascript;
  SecretSettings secret;
  // Where the body comes from: exactly one of them.
  std::optional<std::string> body;
  std::optional<std::string> body_hex;
  std::optional<std::string> body_file;
  std::vector<std::string> parameters;  // "name=value"
  std::optional<std::string> signature;
  diagnosis::Options explain;  // of `explain --jsonl`
};

// run_sign reads standard input for --jsonl, and writes the results to standard output.
// Exit codes: `failed` for a signature that doesn't verify, and for --jsonl if any line got an
// error. The error is a wrong setting or a failed file.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> run_sign(SignSettings settings);

// body_of gives the bytes that the settings name.
[[nodiscard]] Expected<std::string, command_line::Error> body_of(const SignSettings& settings);

}  // namespace everstrike::client
