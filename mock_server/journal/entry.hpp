// One request and what became of it, as plain data. An entry is written once, before the last
// byte of its answer leaves, and never changed. It holds no secret: secrets are replaced before
// an entry is made (see pipeline/redact_entry.hpp). What has a name of its own is kept as what it
// is, and becomes text where it leaves: in JSON, HAR, headers, log lines and patterns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/message/effect.hpp"
#include "mock_server/message/phase.hpp"
#include "mock_server/message/verdict.hpp"
#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

// Who made it happen.
enum class EntryKind {
  request,  // a request to the exchange
  control,  // somebody at the control side; only number, time, API key and effect are told
};

struct Entry {
  EntryKind kind = EntryKind::request;
  std::uint64_t number = 0;      // from 1, without gaps; given by the journal
  std::size_t bytes_kept = 0;    // of memory, as the journal counts it
  std::int64_t time_ms = 0;      // when the request was complete, ms since 1970
  std::string api_key;           // as received, empty when absent
  std::uint64_t key_number = 0;  // which request of its API key it is, from 1

  std::string method;
  std::string path;  // as received, with its query
  std::string head;  // request line and headers, in received order and case
  std::string body;  // raw bytes, without chunk framing
  std::optional<std::uint64_t> content_length;  // as declared
  bool chunked = false;
  std::uint64_t body_bytes = 0;  // received, before the entry's copy was capped

  Verdict verdict = Verdict::accepted;
  std::string detail;  // why, in one clause
  // Of a refused signature: the mistake's slug, two joined by "+", "unexplained" when nothing was
  // proved, empty where there was nothing to find out.
  std::string diagnosis;
  std::vector<std::string> also;   // other mistakes that give the same bytes
  std::string fix;                 // what to do about it
  std::string proof;               // the recipe that gives the signature, or what was excluded
  std::vector<std::string> notes;  // slugs: a right signature over bytes others would not write
  std::string fault;               // "<rule id>;seed=…;n=…", empty when none struck
  std::optional<Phase> phase;      // of the fault
  Effect effect;                   // what really happened
  bool secret_on_wire = false;     // the request carried a secret, which was replaced

  std::string answer_interim;  // the first bytes of what was sent before the answer (1xx)
  int status = 0;              // of the answer
  std::string answer_type;
  std::vector<std::pair<std::string, std::string>> answer_headers;  // without mock_headers()
  bool answer_has_mock_headers = false;
  std::string answer_body;     // its first bytes, see keep_answer.hpp
  bool answer_is_raw = false;  // answer_body was sent instead of an HTTP message
  std::uint64_t answer_body_bytes = 0;
  std::optional<std::uint64_t> cut_after;  // only so many bytes of the answer were sent
  std::optional<std::uint64_t> bytes_per_second;
  WireEnd wire_end = WireEnd::keep;
  std::int64_t delay_ms = 0;
  std::int64_t duration_us = 0;  // from the complete request to the decided answer

  // Nothing in the answer came from outside, so that no secret can be in it. For who redacts it.
  bool answer_is_our_words = false;

  std::uint64_t connection = 0;
  std::uint64_t request_on_connection = 0;
  bool tls = false;

  // resource is `path` without the scheme and host that absolute form has.
  [[nodiscard]] std::string_view resource() const;
};

// mock_headers gives the x-mock-* headers that tell a client what the mock made of its request.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> mock_headers(const Entry& entry);

}  // namespace everstrike::mock_server
