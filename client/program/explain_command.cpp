#include "client/program/explain_command.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include "client/program/explain_item.hpp"
#include "command_line/one_line.hpp"
#include "command_line/secret_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::client {
namespace {

using command_line::Error;
using command_line::ExitCode;

diagnosis::Options options_of(const ExplainSettings& settings) {
  diagnosis::Options options = offline_options();
  if (settings.depth) options = {.depth = *settings.depth};
  options.reveal = settings.reveal;
  return options;
}

Expected<void, Error> read_headers(const ExplainSettings& settings, ExplainItem& item) {
  for (const std::string& line : settings.headers) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || colon == 0) {
      return command_line::usage_error("--header: expected \"name: value\", got \"" +
                                       command_line::one_line(line) + "\"");
    }
    const std::size_t value = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
    item.headers.emplace_back(line.substr(0, colon), line.substr(value));
  }
  return {};
}

Expected<void, Error> read_other_secrets(const ExplainSettings& settings, ExplainItem& item) {
  for (const std::string& file : settings.other_secrets) {
    auto secret = command_line::read_secret_file(file);
    if (!secret) return Unexpected<Error>(secret.error());
    item.others.emplace_back("", std::move(*secret));
  }
  return {};
}

}  // namespace

Expected<ExitCode, Error> run_explain(ExplainSettings settings, std::ostream& out) {
  if (settings.request.jsonl) {
    if (!settings.headers.empty() || !settings.other_secrets.empty()) {
      return command_line::usage_error(
          "--jsonl: the items come from standard input, not from options");
    }
    settings.request.explain = options_of(settings);
    return run_sign(std::move(settings.request));
  }
  auto body = body_of(settings.request);
  if (!body) return Unexpected<Error>(body.error());
  auto secret = need_secret(settings.request.secret);
  if (!secret) return Unexpected<Error>(secret.error());
  ExplainItem item{.body = std::move(*body),
                   .signature = settings.request.signature,
                   .api_key = settings.api_key,
                   .secret = std::move(*secret),
                   .method = settings.method,
                   .target = settings.target};
  const auto read =
      read_headers(settings, item).and_then([&] { return read_other_secrets(settings, item); });
  if (!read) return Unexpected<Error>(read.error());

  const auto diagnosis = explain(item, options_of(settings));
  out << (settings.json ? "{" + explain_members(diagnosis) + "}\n" : explain_lines(diagnosis))
      << std::flush;
  return diagnosis.outcome == diagnosis::Outcome::none ? ExitCode::done : ExitCode::failed;
}

}  // namespace everstrike::client
