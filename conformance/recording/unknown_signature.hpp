// What a journal that the mock didn't write leaves to be found out by whoever holds the account's
// secret: whether signatures were right, why not, and whether the secret was sent.
#pragma once

#include "conformance/session/session_entry.hpp"
#include "signing/redactor.hpp"
#include "signing/secret.hpp"

namespace everstrike::conformance {

// find_out fills verdict and diagnosis of a wrong signature, and takes the secret out of all texts.
void find_out(const signing::Secret& secret, const signing::Redactor& redactor, SessionEntry& seen);

}  // namespace everstrike::conformance
