// Who sent this request, and is its signature right? Verification is over the raw body bytes as
// they arrived, before any decoding, on the 44-character text: the reading under which the
// exchange's documented example and its own bot, which encode differently, are both right.
// Header values are taken as received: nothing is percent-decoded or trimmed beyond HTTP's own
// blanks, and an empty `x-api-key` is the key "" and not a missing header.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mock_server/auth/key_ring.hpp"
#include "mock_server/message/request.hpp"
#include "mock_server/message/verdict.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct AuthRefusal {
  Verdict verdict;
  std::string detail;  // one clause about this request, may be empty; never contains a secret
  // The account that was named, when it is known: its signature was wrong, not its key.
  std::shared_ptr<const Credential> credential;
};

enum class SignatureRule {
  required,  // POST /auth/*
  ignored,   // GETs: the exchange's own bot sends signatures there that can't be verified
};

// api_key_of and signature_of give what a request is verified with, as it came: nullopt without
// the header, and the values joined where it came more than once. Nobody reads them otherwise.
[[nodiscard]] std::optional<std::string> api_key_of(const RequestHead& head);
[[nodiscard]] std::optional<std::string> signature_of(const RequestHead& head);

// authenticate takes `api_key` as api_key_of() gave it.
[[nodiscard]] Expected<std::shared_ptr<const Credential>, AuthRefusal> authenticate(
    KeyRing& keys, const Request& request, const std::optional<std::string>& api_key,
    SignatureRule rule);

}  // namespace everstrike::mock_server
