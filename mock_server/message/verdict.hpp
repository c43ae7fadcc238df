// What the mock makes of one request. A verdict has a slug (its name on the wire, in the journal
// and in --reject-status) and, when it is a refusal, a default HTTP status and a sentence. The
// exchange documents one error for everything, HTTP 503 with code 503, so that is the default of
// every refusal; only bytes that are no HTTP request get 400, as any HTTP server in front of the
// exchange would answer (assumed).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

enum class Verdict {
  accepted,
  missing_key,
  unknown_key,
  missing_signature,
  bad_signature,
  missing_id,
  duplicate_id,
  malformed_body,
  wrong_content_type,
  unknown_order,
  already_cancelled,
  stale_timestamp,
  rate_limited,
  body_too_large,
  unsupported_method,
  unknown_path,
  faulted,
  malformed_request,
  missing_field,
  invalid_field,
  already_completed,
  overloaded,
  too_many_orders,
};

[[nodiscard]] std::string_view slug(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_of_slug(std::string_view slug);
// verdict_slugs gives all of them, "accepted, missing_key, …", for errors that say what was
// expected.
[[nodiscard]] std::string verdict_slugs();
// default_status is the HTTP status and envelope code of a refusal; 200 for accepted.
[[nodiscard]] int default_status(Verdict verdict);
// explanation is the cause in a few words, to follow "Invalid request: ".
[[nodiscard]] std::string_view explanation(Verdict verdict);

// Statuses that the user chose instead of the documented 503 (--reject-status).
class RejectStatus {
 public:
  // parse reads "bad_signature=401,all=400": "all" are those that are not named, wherever it
  // stands; of two that name the same the later one wins. The error is one line naming the item and
  // what was expected.
  [[nodiscard]] static Expected<RejectStatus, std::string> parse(std::string_view text);
  [[nodiscard]] int of(Verdict verdict) const;

 private:
  std::map<Verdict, int> chosen_;
};

}  // namespace everstrike::mock_server
