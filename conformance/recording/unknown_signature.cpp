#include "conformance/recording/unknown_signature.hpp"

#include <string>
#include <vector>

#include "mock_server/journal/head_lines.hpp"
#include "mock_server/message/verdict.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/signer.hpp"
#include "signing/text/joined_header.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;
using mock_server::Verdict;

void judge_signature(const signing::Secret& secret, Entry& entry) {
  const auto lines = mock_server::header_lines(entry.head);
  const auto received = signing::joined_header(lines, "x-signature");
  if (received == signing::sign(signing::PreparedKey(secret), entry.body)) return;
  std::vector<diagnosis::HeaderLine> headers;
  for (const auto& [name, value] : lines) headers.push_back({name, value});
  const auto found = diagnosis::diagnose(
      {.body = entry.body,
       .signature = received ? std::optional<std::string_view>(*received) : std::nullopt,
       .api_key = entry.api_key,
       .has_api_key = true,
       .secret = &secret,
       .headers = headers,
       .method = entry.method,
       .target = entry.path,
       .host = mock_server::header_value(entry.head, "host")},
      {.depth = diagnosis::Depth::quick});
  entry.verdict = received ? Verdict::bad_signature : Verdict::missing_signature;
  entry.diagnosis = found.name();
  entry.detail = found.title();
  entry.fix = found.fix;
  entry.proof = found.proof;
}

}  // namespace

void find_out(const signing::Secret& secret, const signing::Redactor& redactor,
              SessionEntry& seen) {
  Entry& entry = seen.entry;
  if (!seen.knows_signature && entry.method == "POST" && entry.resource().starts_with("/auth/")) {
    judge_signature(secret, entry);
    seen.knows_signature = true;
  }
  bool was_sent = false;
  for (std::string* text : {&entry.head, &entry.body, &entry.path, &entry.api_key}) {
    was_sent = redactor.redact(*text) || was_sent;
  }
  entry.secret_on_wire = entry.secret_on_wire || was_sent;
  for (std::string* text : {&entry.detail, &entry.fix, &entry.proof, &entry.answer_body}) {
    redactor.redact_document(*text);
  }
  for (auto& [name, value] : entry.answer_headers) redactor.redact(value);
  seen.knows_secret = true;
}

}  // namespace everstrike::conformance
