// Takes the secrets out of a journal entry before it is committed. Whatever is made from entries
// (journal, its file and pages, HAR, log, verification, headers) holds none then; HAR and patterns,
// which decode fields of an entry, look again at what they decoded.
#pragma once

#include "mock_server/journal/entry.hpp"
#include "mock_server/message/reply.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

// redact_request sets secret_on_wire if the request held a secret.
void redact_request(const signing::Redactor& redactor, Entry& entry);

// names_secret says whether an order that something happened to, by the request of `entry`, is
// called like a secret. Where none is, an answer of our own words alone holds none either and need
// not be looked through.
[[nodiscard]] bool names_secret(const signing::Redactor& redactor, const Entry& entry,
                                const Effect& effect);

// redact_outcome is about all that the mock itself says: what happened and what was answered. The
// answer's body has gone through redact_reply before it was cut.
void redact_outcome(const signing::Redactor& redactor, Entry& entry);

// redact_reply does it to an answer that goes out, which may quote the request or hold what a rule
// says.
void redact_reply(const signing::Redactor& redactor, Reply& reply);

}  // namespace everstrike::mock_server
