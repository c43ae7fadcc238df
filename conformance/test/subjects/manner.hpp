// How the subject client behaves: right in everything unless a manner says otherwise. One manner is
// one change (manners.cpp), so that a judge that notices it notices this and nothing else.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace everstrike::subjects {

// What one attempt sends.
struct Request {
  std::string method = "POST";
  std::string target = "/auth/cancel";
  std::string version = "HTTP/1.1";
  std::string type = "application/x-www-form-urlencoded";
  std::string body;
  std::string signature;
  std::vector<std::pair<std::string, std::string>> headers;  // further ones
};

// What came back. `status` is 0 when no whole answer did.
struct Reply {
  int status = 0;
  std::string retry_after;
  std::string date;
  std::string location;
  std::string coding;  // Content-Encoding
  std::string body;
  bool sent = false;       // whether the exchange may have seen the request
  bool timed_out = false;  // no answer in time, rather than a broken one
};

// What the client knows from its environment and arguments.
struct Task {
  std::string base_url;
  std::string api_key;
  std::string secret;
  std::string ca_file;
  std::string order_id;
};

// What an answer says, and what a client may conclude from it (the table in docs/judge.md).
enum class Finding {
  confirmed,
  cancelled,  // a refusal: it was cancelled before
  filled,     // it was executed
  missing,    // a refusal: there is no such order
  refused,    // nothing was cancelled
  throttled,  // nothing was cancelled, yet; ask again
  no_answer,  // the status says nothing of the order, and would be the same again
  unclear,
  not_sent,
};

enum class Claim { yes, no, unknown };

struct Manner {
  std::string name;
  // Changes the request of the attempt (counted from 1) before it is sent.
  std::function<void(const Task&, Request&, int attempt)> request = {};
  // Reads an answer in another way than the right one (find_out in client.hpp).
  std::function<Finding(const Task&, const Reply&)> find_out = {};
  int attempts = 4;
  std::chrono::milliseconds first_delay{80};
  double growth = 2.0;
  bool heeds_retry_after = true;
  bool reads_dates = true;  // in Retry-After; otherwise it knows seconds only
  bool retries_refusals = false;
  bool retries_confirmed = false;
  bool follows_redirects = false;
  bool reads_ca_file = true;
  bool checks_certificates = true;
  bool checks_host = true;
  bool checks_dates = true;
  std::chrono::milliseconds timeout{2000};
  bool infers = true;  // takes "already cancelled" after an unclear attempt for confirmed
  bool infers_from_missing = false;
  // Says something else in the end than the right claim after the last answer.
  std::function<Claim(const Task&, Claim right, Finding last, bool unclear_before)> claim = {};
  bool asks_for_coding = false;
  bool skips_only_100 = false;  // of the interim answers
  bool chunked = false;         // sends the body in chunks
  bool byte_by_byte = false;    // sends everything in pieces of one byte
  bool title_case = false;      // X-Api-Key instead of x-api-key
  bool expects_continue = false;
  bool ignores_sigterm = false;
  // Says before anything is sent whether an order of this id can be cancelled at all.
  std::function<bool(const Task&)> is_worth_asking = {};
  // Runs before the first attempt, and at the very end with the outcome.
  std::function<void(const Task&)> at_start = {};
  std::function<void(const Task&, bool confirmed)> at_end = {};
};

// manners gives all of them: "right" first, then variants that are right as well, then wrong ones.
[[nodiscard]] const std::vector<Manner>& manners();

// sign is base64(HMAC-SHA256(secret, body)), by OpenSSL and not by the library that is judged with.
[[nodiscard]] std::string sign(const std::string& secret, const std::string& body);
// encode writes what JavaScript's encodeURIComponent writes, blanks as "+".
[[nodiscard]] std::string encode(std::string_view text);
// right_request is the request as documented.
[[nodiscard]] Request right_request(const Task& task);

}  // namespace everstrike::subjects
