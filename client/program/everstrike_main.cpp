// everstrike: the client as a program. Cancels an order, signs, encodes and verifies by hand or
// line by line, and explains what is wrong with a signature.
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>

#include "client/http_transport.hpp"
#include "client/program/cancel_command.hpp"
#include "client/program/everstrike_manual.hpp"
#include "client/program/explain_command.hpp"
#include "client/program/sign_command.hpp"
#include "command_line/parse.hpp"
#include "command_line/scrub_argument.hpp"
#include "command_line/whole_number.hpp"
#include "signing/backend.hpp"
#include "signing/prepared_key.hpp"

namespace {

namespace command_line = everstrike::command_line;
using command_line::whole_number;
using everstrike::Expected;
using everstrike::client::CancelSettings;
using everstrike::client::ExplainSettings;
using everstrike::client::LineVerb;
using everstrike::client::SecretSettings;
using everstrike::client::SignSettings;

constexpr std::string_view kProgram = "everstrike";

// An option whose empty value is a value: CLI11's own optionals take "" for nothing.
template <class Settings, class Member>
void add_text(CLI::App& app, const std::string& names, Settings& settings, Member Settings::*member,
              const std::string& type, const std::string& about) {
  app.add_option_function<std::string>(
         names, [&settings, member](const std::string& text) { settings.*member = text; }, about)
      ->type_name(type);
}

void add_secret(CLI::App& app, SecretSettings& secret) {
  add_text(app, "--secret-file", secret, &SecretSettings::file, "FILE",
           "Read the secret from here; \"-\" is standard input");
  add_text(app, "--secret", secret, &SecretSettings::text, "SECRET",
           "The secret itself, for demo keys only (EVERSTRIKE_SECRET_KEY is better)");
  app.get_option("--secret")->excludes("--secret-file");
}

void add_cancel(CLI::App& app, CancelSettings& settings) {
  auto* cancel = app.add_subcommand("cancel", "Cancel an order and say what became of it");
  cancel->add_option("ID", settings.order_id, "The order's id")->required();
  cancel->add_option("--base-url", settings.base_url, "Where the exchange is")
      ->type_name("URL")
      ->capture_default_str();
  cancel
      ->add_option_function<std::string>(
          "--api-key",
          [&settings](const std::string& text) {
            settings.api_key = text;
            settings.has_api_key = true;
          },
          "The API key")
      ->type_name("KEY");
  add_secret(*cancel, settings.secret);
  cancel
      ->add_option("--ca", settings.ca_file,
                   "Trust these certificates (PEM) instead of the system's")
      ->type_name("FILE");
  cancel->add_option("--timeout-ms", settings.timeout_ms, "For each attempt, connecting included")
      ->type_name("N")
      ->check(whole_number({1, 3'600'000}))
      ->capture_default_str();
  cancel->add_option("--attempts", settings.attempts, "How often to try at most")
      ->type_name("N")
      ->check(whole_number({1, 1000}))
      ->capture_default_str();
  cancel->add_option("--deadline-ms", settings.deadline_ms, "For all attempts together")
      ->type_name("N")
      ->check(whole_number({1, 86'400'000}))
      ->capture_default_str();
  cancel
      ->add_option("--answer-bytes-max", settings.answer_bytes_max,
                   "A larger answer counts as none")
      ->type_name("N")
      ->check(whole_number({1, 1U << 30U}))
      ->capture_default_str();
  cancel->add_flag("--json", settings.json, "Print one JSON object");
  cancel->footer(
      "Ends with 0 if the cancel is confirmed, 1 if nothing was cancelled, 6 if that is unknown.\n"
      "Proxies are not used: http_proxy and its like are ignored.");
}

CLI::App* add_sign(CLI::App& app, const std::string& name, const std::string& about,
                   SignSettings& settings) {
  auto* sign = app.add_subcommand(name, about);
  add_text(*sign, "--body", settings, &SignSettings::body, "TEXT", "The body as it is");
  add_text(*sign, "--body-hex", settings, &SignSettings::body_hex, "HEX", "The body's bytes");
  add_text(*sign, "--body-file", settings, &SignSettings::body_file, "FILE",
           "Read the body from here; \"-\" is standard input");
  sign->add_option("--param", settings.parameters, "A parameter of the body, in this order")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  sign->add_option_function<std::string>(
          "--dialect",
          [&settings](const std::string& text) {
            settings.dialect = text == "js" ? everstrike::signing::Dialect::javascript
                                            : everstrike::signing::Dialect::python;
          },
          "How parameters and payloads are encoded (default: js)")
      ->type_name("js|python")
      ->check(CLI::IsMember({"js", "python"}));
  if (settings.verb != LineVerb::encode) add_secret(*sign, settings.secret);
  if (settings.verb == LineVerb::verify || settings.verb == LineVerb::explain) {
    add_text(*sign, "--signature", settings, &SignSettings::signature, "TEXT",
             settings.verb == LineVerb::verify ? "The signature to verify"
                                               : "The signature that was sent");
  }
  sign->add_flag("--jsonl", settings.jsonl,
                 "Answer standard input line by line: one JSON object in, one out");
  return sign;
}

void add_explain(CLI::App& app, ExplainSettings& settings) {
  settings.request.verb = LineVerb::explain;
  auto* explain =
      add_sign(app, "explain", "Say by which mistake a signature came about", settings.request);
  explain->add_option("--api-key", settings.api_key, "The value of x-api-key")->type_name("KEY");
  explain->add_option("--method", settings.method, "The request's method")->capture_default_str();
  explain->add_option("--target", settings.target, "The request's path and query")
      ->type_name("PATH")
      ->capture_default_str();
  explain->add_option("--header", settings.headers, "A header that was sent; again for more")
      ->type_name("NAME:VALUE")
      ->allow_extra_args(false);
  explain
      ->add_option("--other-secret-file", settings.other_secrets,
                   "The secret of another account, which may have been mixed up; again for more")
      ->type_name("FILE")
      ->allow_extra_args(false);
  explain
      ->add_option_function<std::string>(
          "--diagnosis",
          [&settings](const std::string& text) {
            settings.depth = text == "quick" ? everstrike::diagnosis::Depth::quick
                                             : everstrike::diagnosis::Depth::deep;
          },
          "How far to look: as the mock does, or for some tenths of a second (default: between)")
      ->type_name("quick|deep")
      ->check(CLI::IsMember({"quick", "deep"}));
  explain->add_flag("--reveal", settings.reveal, "Also show the signature that would be right");
  explain->add_flag("--json", settings.json, "Print one JSON object");
  explain->footer(
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
  CancelSettings cancel;
  ExplainSettings explain;
  std::map<std::string, SignSettings> sign;
  CLI::App app("A client of Everstrike's signed REST API");
  app.require_subcommand(1);
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
    return std::vector<std::string>{everstrike::client::http_library()};
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
  if (app.got_subcommand("cancel")) {
    ::signal(SIGINT, on_interrupt);
    ::signal(SIGTERM, on_interrupt);
    return finish(everstrike::client::run_cancel(std::move(cancel), std::cout), true);
  }
  if (app.got_subcommand("explain")) {
    return finish(everstrike::client::run_explain(std::move(explain), std::cout));
  }
  return finish(
      everstrike::client::run_sign(std::move(sign[app.get_subcommands()[0]->get_name()])));
}
