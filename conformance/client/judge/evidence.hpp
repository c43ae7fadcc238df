// What a verdict rests on: the journal of the case's exchange, and the client's exit code and
// output. Nothing else is known of a client, and nothing else is asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/process/subject.hpp"
#include "conformance/run/case.hpp"
#include "conformance/run/setting.hpp"
#include "mock_server/journal/entry.hpp"

namespace everstrike::conformance {

// One request, when it was answered, and what its answer proves.
struct SeenRequest {
  mock_server::Entry entry;
  std::int64_t at_ms = 0;  // since the client was started; when the request was complete
  Proof proof = Proof::unclear;
  std::int64_t answered_ms = 0;  // the same, when its answer was about to be sent

  [[nodiscard]] bool is_cancel() const { return entry.resource().starts_with("/auth/cancel"); }
  [[nodiscard]] bool is_struck() const { return !entry.fault.empty(); }
};

struct Evidence {
  Setting setting;  // settled: with id, key and secret
  std::vector<SeenRequest> requests;
  std::vector<mock_server::Entry> elsewhere;  // what came to the exchange on another host
  SubjectEnd client;
  std::uint64_t connections = 0;
  bool secret_in_output = false;
  bool is_resident = false;   // the client stays, and answers by lines
  bool three_claims = false;  // exit code 1 says "not cancelled by this call"
  int suite_revision = kSuiteRevision;

  [[nodiscard]] bool claims_confirmed() const { return client.exit_code == 0; }
  // cancels gives the requests to POST /auth/cancel, in their order.
  [[nodiscard]] std::vector<const SeenRequest*> cancels() const;
  // confirmation gives the first cancel whose answer confirms the cancel of the case's order.
  [[nodiscard]] const SeenRequest* confirmation() const;
  // inference gives a request whose answer allows to conclude that the order is cancelled: told "it
  // is cancelled already" after one that may have done it, or asked how the order stands. Revision
  // 1 took "it is not there" for the same.
  [[nodiscard]] const SeenRequest* inference() const;
  // after_unclear gives the first cancel with that proof that follows one which may have happened.
  [[nodiscard]] const SeenRequest* after_unclear(Proof proof) const;
};

// proof_of says what the answer of an entry that no rule struck proves about that order.
[[nodiscard]] Proof proof_of(const mock_server::Entry& entry, std::string_view order_id);

// story tells what happened, a line for each request and one for the client's end.
[[nodiscard]] std::string story(const Evidence& seen);
// ending tells how the client ended: "exit code 0", "killed by signal 11", "did not end".
[[nodiscard]] std::string ending(const SubjectEnd& client);

}  // namespace everstrike::conformance
