#include "conformance/client/judge/breaches.hpp"

#include <string>

#include "conformance/client/judge/bytes_text.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;

Judgement breach(const char* slug, const char* reason, const char* expected, std::string seen) {
  return fail(slug, reason, expected, std::move(seen));
}

bool is_cancel_in_bulk(const Entry& entry) {
  return entry.method == "POST" && entry.resource().starts_with("/auth/cancel/bulk");
}

// Reading is free; what changes something is not.
bool changes_something_else(const Entry& entry) {
  return entry.method != "GET" && entry.method != "HEAD" && entry.method != "OPTIONS" &&
         !entry.method.empty() && entry.resource().starts_with("/auth/") &&
         !entry.resource().starts_with("/auth/cancel");
}

const Entry* first_of(const Evidence& seen, bool (*wrong)(const Entry&)) {
  for (const SeenRequest& request : seen.requests) {
    if (wrong(request.entry)) return &request.entry;
  }
  return nullptr;
}

std::string as_text(const Entry& entry) { return entry.head + visible(entry.body); }

}  // namespace

std::vector<Judgement> breaches_of(const Evidence& seen) {
  std::vector<Judgement> found;
  if (const auto* entry = first_of(seen, [](const Entry& e) { return e.secret_on_wire; })) {
    found.push_back(breach("secret_on_the_wire", "the secret was sent (*** stands for it)",
                           "no secret in any request", as_text(*entry)));
  }
  for (const SeenRequest& request : seen.requests) {
    const std::string& key = *seen.setting.api_key;
    if (key.size() < 4 || request.entry.path.find(key) == std::string::npos) continue;
    found.push_back(breach("api_key_in_url", "the API key stands in a URL",
                           "the API key in the header x-api-key only", request.entry.path));
    break;
  }
  if (const auto* entry = first_of(seen, is_cancel_in_bulk)) {
    found.push_back(breach("cancelled_in_bulk", "the client turned to the bulk cancel",
                           "POST /auth/cancel for the one order", as_text(*entry)));
  }
  if (const auto* entry = first_of(seen, changes_something_else)) {
    found.push_back(breach("called_something_else",
                           "the client called something that it was not "
                           "asked to",
                           "POST /auth/cancel and nothing else", as_text(*entry)));
  }
  if (seen.secret_in_output) {
    found.push_back(breach("secret_in_output", "the client printed the secret (*** stands for it)",
                           "no secret in the output",
                           seen.client.output + seen.client.error_output));
  }
  return found;
}

}  // namespace everstrike::conformance
