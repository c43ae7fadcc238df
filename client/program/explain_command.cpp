#include "client/program/explain_command.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include "client/program/explain_item.hpp"
#include "command_line/one_line.hpp"
#include "command_line/secret_file.hpp"
#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "signing/diagnosis/saved_request.hpp"
#include "signing/redactor.hpp"
#include "signing/secret_fingerprint.hpp"
#include "signing/text/joined_header.hpp"

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
      return command_line::usage_error("--header: expected \"name: value\"");
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

// The request that a file holds; what else is known of it by options stays.
Expected<diagnosis::SavedRequest, Error> read_request(const std::string& file) {
  auto text = command_line::read_text_file(file);
  if (!text) return Unexpected<Error>(text.error());
  auto saved = diagnosis::read_saved_request(*text);
  if (!saved) {
    return command_line::usage_error("--request: " + (file == "-" ? "standard input" : file) +
                                     ": " + saved.error());
  }
  return std::move(*saved);
}

Expected<diagnosis::SavedRequest, Error> request_of(const ExplainSettings& settings) {
  if (!settings.request_file) {
    return body_of(settings.request).map([&](std::string body) {
      return diagnosis::SavedRequest{
          .method = settings.method, .target = settings.target, .body = std::move(body)};
    });
  }
  const SignSettings& request = settings.request;
  if (request.body || request.body_hex || request.body_file || !request.parameters.empty()) {
    return command_line::usage_error(
        "--request: the body is in it; expected none of --body, --body-hex, --body-file, --param");
  }
  if (settings.request_file == "-" && request.secret.file == "-") {
    return command_line::usage_error("--secret-file and --request cannot both be standard input");
  }
  return read_request(*settings.request_file);
}

Expected<ExitCode, Error> show_fingerprint(ExplainSettings& settings, std::ostream& out) {
  auto secret = need_secret(settings.request.secret);
  if (!secret) return Unexpected<Error>(secret.error());
  const auto shown = signing::fingerprint(*secret);
  if (settings.json) {
    out << R"({"secret_bytes":)" << shown.bytes << R"(,"secret_sha256_begins":")"
        << shown.sha256_begins << "\"}" << std::endl;
  } else {
    out << "secret: " << shown.text() << std::endl;
  }
  return ExitCode::done;
}

}  // namespace

Expected<ExitCode, Error> run_explain(ExplainSettings settings, std::ostream& out) {
  if (settings.secret_fingerprint) return show_fingerprint(settings, out);
  if (settings.request.jsonl) {
    if (!settings.headers.empty() || !settings.other_secrets.empty() || settings.request_file) {
      return command_line::usage_error(
          "--jsonl: the items come from standard input, not from options");
    }
    settings.request.explain = options_of(settings);
    return run_sign(std::move(settings.request));
  }
  auto request = request_of(settings);
  if (!request) return Unexpected<Error>(request.error());
  // Nobody signs a request's head: a body that begins with one is a file given by the wrong option.
  const bool is_whole = !settings.request_file && diagnosis::holds_a_request(request->body);
  if (is_whole) {
    if (auto saved = diagnosis::read_saved_request(request->body)) request = std::move(*saved);
  }
  auto secret = need_secret(settings.request.secret);
  if (!secret) return Unexpected<Error>(secret.error());
  ExplainItem item{.signature = settings.request.signature,
                   .api_key = settings.api_key,
                   .secret = std::move(*secret),
                   .headers = request->headers,
                   .method = request->method,
                   .target = request->target,
                   .following = request->following};
  if (item.api_key.empty()) {
    item.api_key = signing::joined_header(item.headers, "x-api-key").value_or("");
  }
  const auto read =
      read_headers(settings, item).and_then([&] { return read_other_secrets(settings, item); });
  if (!read) return Unexpected<Error>(read.error());

  auto diagnosis = diagnosis::diagnose_saved(*request, [&](std::string_view body) {
    item.body = body;
    return explain(item, options_of(settings));
  });
  if (is_whole) {
    diagnosis.hints.emplace_back(
        "What was given as the body is a whole request, head and all, and was read as one: give "
        "such a file by --request.");
  }
  // The request's words are in it, and where a key was given they are more than the body.
  std::vector<std::string_view> secrets = {item.secret->reveal()};
  for (const auto& [key, other] : item.others) secrets.push_back(other.reveal());
  std::string text =
      settings.json ? "{" + explain_members(diagnosis) + "}\n" : explain_lines(diagnosis);
  signing::Redactor(secrets).redact_document(text);
  out << text << std::flush;
  return diagnosis.outcome == diagnosis::Outcome::none ? ExitCode::done : ExitCode::failed;
}

}  // namespace everstrike::client
