#include "client/program/cancel_command.hpp"

#include <ostream>
#include <utility>

#include "client/cancel_client.hpp"
#include "client/http_transport.hpp"
#include "client/program/report_text.hpp"
#include "command_line/one_line.hpp"
#include "command_line/trust/need_authorities.hpp"
#include "command_line/usage_error.hpp"
#include "command_line/version.hpp"
#include "signing/redactor.hpp"

namespace everstrike::client {
namespace {

using command_line::Error;
using command_line::ExitCode;

ExitCode exit_code_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::confirmed:
      return ExitCode::done;
    case OutcomeKind::rejected:
      return ExitCode::failed;
    case OutcomeKind::unknown:
      break;
  }
  return ExitCode::outcome_unknown;
}

}  // namespace

Expected<ExitCode, Error> run_cancel(CancelSettings settings, std::ostream& out) {
  if (settings.order_id.empty())
    return command_line::usage_error("ID: expected an order id, it is empty");
  if (!settings.api_key)
    return command_line::usage_error("an API key is needed: --api-key or EVERSTRIKE_API_KEY");
  if (!is_header_text(*settings.api_key)) {
    return command_line::usage_error("--api-key: expected text without control characters");
  }
  const auto url = parse_base_url(settings.base_url);
  if (!url) return command_line::usage_error("--base-url: " + url.error());
  HttpTransportOptions transport_options;
  if (!settings.ca_file.empty() || url->is_tls) {
    auto authorities = command_line::need_authorities(settings.ca_file);
    if (!authorities) return Unexpected<Error>(authorities.error());
    transport_options.ca_file = std::move(authorities->file);
    transport_options.ca_text = std::move(authorities->text);
  }
  auto secret = need_secret(settings.secret);
  if (!secret) return Unexpected<Error>(secret.error());

  transport_options.base_url = *url;
  transport_options.limits.body_bytes_max = settings.answer_bytes_max;
  transport_options.user_agent = "everstrike/" + command_line::project_version();
  HttpTransport transport(std::move(transport_options));

  CancelOptions options;
  options.attempt_timeout = std::chrono::milliseconds(settings.timeout_ms);
  options.retry.attempts_max = settings.attempts;
  options.retry.deadline = std::chrono::milliseconds(settings.deadline_ms);
  CancelClient client(transport, {*settings.api_key, signing::PreparedKey(*secret)}, options);
  const auto report = client.cancel(settings.order_id);
  // The server's words are in it, and the id may be anything.
  const signing::Redactor redactor({secret->reveal()});
  std::string text = settings.json ? report_json(report, settings.order_id)
                                   : report_line(report, settings.order_id);
  settings.json ? redactor.redact_document(text) : redactor.redact(text);
  out << (settings.json ? text : command_line::one_line(text)) << std::endl;
  return exit_code_of(report.outcome.kind);
}

}  // namespace everstrike::client
