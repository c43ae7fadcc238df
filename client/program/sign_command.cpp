#include "client/program/sign_command.hpp"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "client/program/line_server.hpp"
#include "command_line/one_line.hpp"
#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "signing/canonical_body.hpp"
#include "signing/prepared_key.hpp"
#include "signing/signer.hpp"
#include "signing/text/hex.hpp"
#include "signing/verifier.hpp"

namespace everstrike::client {
namespace {

using command_line::Error;
using command_line::ExitCode;

Expected<ExitCode, Error> answer_lines(SignSettings settings) {
  if (settings.body || settings.body_hex || settings.body_file || settings.signature ||
      !settings.parameters.empty()) {
    return command_line::usage_error(
        "--jsonl: the items come from standard input, not from options");
  }
  if (settings.secret.file == "-") {
    return command_line::usage_error(
        "--secret-file: standard input holds the lines, expected a file");
  }
  LineOptions options{.verb = settings.verb,
                      .dialect = settings.dialect,
                      .secret = {},
                      .explain = settings.explain};
  auto secret = find_secret(settings.secret);
  if (!secret) return Unexpected<Error>(secret.error());
  options.secret = std::move(*secret);
  const auto totals =
      serve_lines(STDIN_FILENO, STDOUT_FILENO, [&](std::string_view line, std::size_t number) {
        return answer_line(options, line, number);
      });
  if (!totals) return Unexpected<Error>(Error{ExitCode::environment, totals.error()});
  return totals->errors == 0 ? ExitCode::done : ExitCode::failed;
}

Expected<signing::Parameters, Error> parameters_of(const std::vector<std::string>& texts) {
  signing::Parameters parameters;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      return command_line::usage_error("--param: expected name=value");
    }
    parameters.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return parameters;
}

}  // namespace

Expected<std::string, Error> body_of(const SignSettings& settings) {
  const int sources = (settings.body ? 1 : 0) + (settings.body_hex ? 1 : 0) +
                      (settings.body_file ? 1 : 0) + (settings.parameters.empty() ? 0 : 1);
  if (sources != 1) {
    return command_line::usage_error(std::string("expected ") + (sources == 0 ? "" : "only ") +
                                     "one of --body, --body-hex, --body-file, --param and --jsonl");
  }
  if (settings.body) return *settings.body;
  if (settings.body_file) return command_line::read_text_file(*settings.body_file);
  if (settings.body_hex) {
    auto bytes = signing::read_hex(*settings.body_hex);
    if (!bytes)
      return command_line::usage_error("--body-hex: expected an even number of hex digits");
    return std::move(*bytes);
  }
  return parameters_of(settings.parameters).map([&](const signing::Parameters& parameters) {
    return signing::canonical_body(settings.dialect == signing::Dialect::javascript
                                       ? signing::as_javascript_object(parameters)
                                       : parameters,
                                   settings.dialect);
  });
}

Expected<ExitCode, Error> run_sign(SignSettings settings) {
  if (settings.jsonl) return answer_lines(std::move(settings));
  if (settings.secret.file == "-" && settings.body_file == "-") {
    return command_line::usage_error("--secret-file and --body-file cannot both be standard input");
  }
  const auto body = body_of(settings);
  if (!body) return Unexpected<Error>(body.error());
  if (settings.verb == LineVerb::encode) {
    std::cout << *body << std::endl;
    return ExitCode::done;
  }
  auto secret = need_secret(settings.secret);
  if (!secret) return Unexpected<Error>(secret.error());
  const signing::PreparedKey key(*secret);
  if (settings.verb == LineVerb::sign) {
    std::cout << signing::sign(key, *body) << std::endl;
    return ExitCode::done;
  }
  if (!settings.signature)
    return command_line::usage_error("--signature: expected, there is nothing to verify");
  const bool is_ok = signing::verify(key, *body, *settings.signature);
  std::cout << (is_ok ? "ok" : "not ok") << std::endl;
  return is_ok ? ExitCode::done : ExitCode::failed;
}

}  // namespace everstrike::client
