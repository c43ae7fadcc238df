// `everstrike explain`: why a signature was refused, for one request by options. Many at once, by
// --jsonl, are answered by line_verbs.hpp.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "client/program/sign_command.hpp"
#include "command_line/error.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

struct ExplainSettings {
  SignSettings request;  // body, secret and signature, as for `verify`
  std::string api_key;
  std::string method = "POST";
  std::string target = "/auth/cancel";
  std::vector<std::string> headers;         // "name: value"
  std::vector<std::string> other_secrets;   // files
  std::optional<diagnosis::Depth> depth;    // without one, offline_options()
  std::optional<std::string> request_file;  // a saved request in place of body, headers, target
  bool secret_fingerprint = false;          // only that of the secret
  bool reveal = false;
  bool json = false;
};

// run_explain writes to `out`. Exit codes: `done` for a right signature, `failed` for a wrong one,
// explained or not; for --jsonl as for the other verbs.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> run_explain(
    ExplainSettings settings, std::ostream& out);

}  // namespace everstrike::client
