// Between the mock's requests and signing/diagnosis: what the mock knows of a refused request
// (its headers and target, the other accounts, what the key signed before), and how a diagnosis is
// put into an answer's `msg` and into the journal. Nothing here changes any state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/auth/key_ring.hpp"
#include "mock_server/journal/entry.hpp"
#include "mock_server/message/request.hpp"
#include "signing/diagnosis/diagnosis.hpp"

namespace everstrike::mock_server {

struct DiagnosisQuestion {
  const Request& request;
  const std::optional<std::string>& api_key;  // as api_key_of() gives it
  const Credential* credential = nullptr;     // of its API key; nullptr when that is not known
  const KeyRing& keys;
  std::vector<std::string_view> earlier_bodies = {};  // of the same API key, the latest first
  std::optional<std::string_view> body = {};          // another one than the request's
};

[[nodiscard]] diagnosis::Diagnosis diagnose_request(const DiagnosisQuestion& question,
                                                    const diagnosis::Options& options);

// note_on gives the diagnosis of a request whose signature is right: whether a server that encodes
// the fields again would refuse it. Costs less than the signature's verification did.
[[nodiscard]] diagnosis::Diagnosis note_on(std::string_view body);

// refusal_text is what follows "Invalid request: " where something was found out, else empty.
[[nodiscard]] std::string refusal_text(const diagnosis::Diagnosis& diagnosis,
                                       std::string_view explanation);

// keep_diagnosis puts it into an entry's members.
void keep_diagnosis(const diagnosis::Diagnosis& diagnosis, Entry& entry);

}  // namespace everstrike::mock_server
