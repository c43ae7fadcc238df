// everstrike: the client as a program. Cancels an order, signs, encodes and verifies by hand or
// line by line, and explains what is wrong with a signature.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>

#include "client/http_transport.hpp"
#include "client/program/cancel_command.hpp"
#include "client/program/everstrike_manual.hpp"
#include "client/program/explain_command.hpp"
#include "client/program/sign_command.hpp"
#include "command_line/command.hpp"
#include "command_line/parse.hpp"
#include "command_line/process_start.hpp"
#include "command_line/scrub_argument.hpp"
#include "signing/backend.hpp"
#include "signing/prepared_key.hpp"

namespace {

namespace command_line = everstrike::command_line;
using everstrike::Expected;
using everstrike::client::CancelSettings;
using everstrike::client::ExplainSettings;
using everstrike::client::LineVerb;
using everstrike::client::SecretSettings;
using everstrike::client::SignSettings;

constexpr std::string_view kProgram = "everstrike";

void add_secret(command_line::Command& command, SecretSettings& secret) {
  const auto file = command
                        .option("--secret-file", secret.file,
                                "Read the secret from here; \"-\" is standard input")
                        .value_name("FILE");
  command
      .option("--secret", secret.text,
              "The secret itself, for demo keys only (EVERSTRIKE_SECRET_KEY is better)")
      .value_name("SECRET")
      .excludes(file);
}

void add_cancel(command_line::Command& app, CancelSettings& settings) {
  auto cancel = app.subcommand("cancel", "Cancel an order and say what became of it");
  cancel.option("ID", settings.order_id, "The order's id").required();
  cancel.option("--base-url", settings.base_url, "Where the exchange is")
      .value_name("URL")
      .show_default();
  cancel.option("--api-key", settings.api_key, "The API key").value_name("KEY");
  add_secret(cancel, settings.secret);
  cancel.option("--ca", settings.ca_file, "Trust these certificates (PEM) instead of the system's")
      .value_name("FILE");
  cancel
      .option("--timeout-ms", settings.timeout_ms,
              "For each attempt, connecting and looking up the name included")
      .value_name("N")
      .within({1, 3'600'000})
      .show_default();
  cancel.option("--attempts", settings.attempts, "How often to try at most")
      .value_name("N")
      .within({1, 1000})
      .show_default();
  cancel.option("--deadline-ms", settings.deadline_ms, "For all attempts together")
      .value_name("N")
      .within({1, 86'400'000})
      .show_default();
  cancel.option("--answer-bytes-max", settings.answer_bytes_max, "A larger answer counts as none")
      .value_name("N")
      .within({1, 1U << 30U})
      .show_default();
  cancel.flag("--json", settings.json, "Print one JSON object");
  cancel.footer(
      "Ends with 0 if the order is cancelled, 1 if this call cancelled nothing (refused, or the "
      "order was filled), 6 if that is unknown.\n"
      "Proxies are not used: http_proxy and its like are ignored.");
}

command_line::Command add_sign(command_line::Command& app, const std::string& name,
                               const std::string& about, SignSettings& settings) {
  auto sign = app.subcommand(name, about);
  sign.option("--body", settings.body, "The body as it is").value_name("TEXT");
  sign.option("--body-hex", settings.body_hex, "The body's bytes").value_name("HEX");
  sign.option("--body-file", settings.body_file, "Read the body from here; \"-\" is standard input")
      .value_name("FILE");
  sign.option("--param", settings.parameters, "A parameter of the body, in this order")
      .value_name("NAME=VALUE")
      .one_value_each();
  sign.option(
          "--dialect",
          [&settings](const std::string& text) {
            settings.dialect = text == "js" ? everstrike::signing::Dialect::javascript
                                            : everstrike::signing::Dialect::python;
          },
          "How parameters and payloads are encoded (default: js)")
      .value_name("js|python")
      .one_of({"js", "python"});
  if (settings.verb != LineVerb::encode) add_secret(sign, settings.secret);
  if (settings.verb == LineVerb::verify || settings.verb == LineVerb::explain) {
    sign.option("--signature", settings.signature,
                settings.verb == LineVerb::verify ? "The signature to verify"
                                                  : "The signature that was sent")
        .value_name("TEXT");
  }
  sign.flag("--jsonl", settings.jsonl,
            "Answer standard input line by line: one JSON object in, one out");
  return sign;
}

void add_explain(command_line::Command& app, ExplainSettings& settings) {
  settings.request.verb = LineVerb::explain;
  auto explain =
      add_sign(app, "explain", "Say by which mistake a signature came about", settings.request);
  explain
      .option("--request", settings.request_file,
              "A saved request, head and body, to look at; \"-\" is standard input")
      .value_name("FILE");
  explain.flag("--secret-fingerprint", settings.secret_fingerprint,
               "Only print the secret's length and the start of its SHA-256, to compare it with "
               "what GET /mock/accounts/KEY shows");
  explain.option("--api-key", settings.api_key, "The value of x-api-key").value_name("KEY");
  explain.option("--method", settings.method, "The request's method").show_default();
  explain.option("--target", settings.target, "The request's path and query")
      .value_name("PATH")
      .show_default();
  explain.option("--header", settings.headers, "A header that was sent; again for more")
      .value_name("NAME:VALUE")
      .one_value_each();
  explain
      .option("--other-secret-file", settings.other_secrets,
              "The secret of another account, which may have been mixed up; again for more")
      .value_name("FILE")
      .one_value_each();
  explain
      .option(
          "--diagnosis",
          [&settings](const std::string& text) {
            settings.depth = text == "quick" ? everstrike::diagnosis::Depth::quick
                                             : everstrike::diagnosis::Depth::deep;
          },
          "How far to look: as the mock does, or for some tenths of a second (default: between)")
      .value_name("quick|deep")
      .one_of({"quick", "deep"});
  explain.flag("--reveal", settings.reveal, "Also show the signature that would be right");
  explain.flag("--json", settings.json, "Print one JSON object");
  explain.footer(
      "Ends with 0 if the signature is right, 1 if it is wrong. docs/mistakes.md lists "
      "the mistakes.");
}

// Ctrl-C in the middle of a cancel, or a time limit's SIGTERM, must not look like a refusal.
void on_interrupt(int) {
  constexpr std::string_view kLine =
      "everstrike: interrupted, the order may or may not be cancelled\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(command_line::to_int(command_line::ExitCode::interrupted));
}

// An answer that could not be written, to a full disk say, must not end like one that was. Only
// what a cancel came to stays the more important half.
int finish(const Expected<command_line::ExitCode, command_line::Error>& result,
           bool is_cancel = false) {
  std::cout.flush();
  if (!std::cout) std::cerr << kProgram << ": standard output can't be written" << std::endl;
  if (result && !std::cout && !is_cancel) {
    return command_line::to_int(command_line::ExitCode::environment);
  }
  if (result) return command_line::to_int(*result);
  std::cerr << kProgram << ": " << result.error().message << std::endl;
  return command_line::to_int(result.error().exit_code);
}

}  // namespace

int main(int argc, char** argv) {
  command_line::open_standard_descriptors();
  command_line::forbid_core_dumps();
  CancelSettings cancel;
  ExplainSettings explain;
  std::map<std::string, SignSettings> sign;
  command_line::Command app("A client of Everstrike's signed REST API");
  app.require_subcommand();
  add_cancel(app, cancel);
  sign["sign"].verb = LineVerb::sign;
  sign["encode"].verb = LineVerb::encode;
  sign["verify"].verb = LineVerb::verify;
  add_sign(app, "sign", "Print the signature of a body", sign["sign"]);
  add_sign(app, "encode", "Print the body of parameters", sign["encode"]);
  add_sign(app, "verify", "Say whether a signature is the body's", sign["verify"]);

  add_explain(app, explain);

  command_line::Program program;
  program.name = kProgram;
  program.environment_names = {{"--api-key", "EVERSTRIKE_API_KEY", true},
                               {"--secret", "EVERSTRIKE_SECRET_KEY", true},
                               {"--ca", "EVERSTRIKE_CA_FILE", false}};
  program.manual = everstrike::client::manual;
  program.version_lines = [] {
    return std::vector<std::string>{everstrike::client::tls_library()};
  };
  program.verbose_version_lines = [] {
    return std::vector<std::string>{"signing back end: " +
                                    std::string(everstrike::signing::backend_name())};
  };
  const auto ended = command_line::parse(app, argc, argv, program);
  if (command_line::scrub_argument(argc, argv, "--secret") && !ended) {
    std::cerr << kProgram
              << ": warning: --secret can be seen by others and stays in the shell's history; use "
                 "--secret-file or EVERSTRIKE_SECRET_KEY"
              << std::endl;
  }
  if (ended) return command_line::to_int(*ended);
  if (app.has_chosen("cancel")) {
    ::signal(SIGINT, on_interrupt);
    ::signal(SIGTERM, on_interrupt);
    return finish(everstrike::client::run_cancel(std::move(cancel), std::cout), true);
  }
  if (app.has_chosen("explain")) {
    return finish(everstrike::client::run_explain(std::move(explain), std::cout));
  }
  const auto chosen =
      std::ranges::find_if(sign, [&](const auto& verb) { return app.has_chosen(verb.first); });
  return finish(everstrike::client::run_sign(std::move(chosen->second)));
}
