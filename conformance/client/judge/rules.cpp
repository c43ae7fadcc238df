#include "conformance/client/judge/rules.hpp"

#include <algorithm>
#include <array>

namespace everstrike::conformance {
namespace {

constexpr std::array kRules = {
    // How it runs.
    Rule{"nothing_sent",
         "Send POST /auth/cancel to EVERSTRIKE_BASE_URL for the order id that is "
         "the last argument."},
    Rule{"does_not_end",
         "Give every attempt a timeout and all of them together a deadline, and "
         "end the process when the outcome is known."},
    Rule{"does_not_end_after_the_answer",
         "End the process when the answer is there: close what keeps it alive.", "harness/ends/01"},
    Rule{"crashed",
         "Catch what can go wrong with an answer, and end with an exit code: 6 when the outcome is "
         "not known."},
    Rule{"answered_amiss",
         "Answer each line by one line with the same case and one outcome (confirmed, rejected, "
         "unknown or unsupported), write it out at once, and only then read the next."},
    Rule{"leaves_processes_behind", "Wait for the processes that you start.", "harness/ends/02"},
    // What it sends.
    Rule{"wrong_order", "Send the id as it was given: as text, unchanged, encoded exactly once."},
    Rule{"id_read_as_number", "An order id is text. Never let it become a number or a flag."},
    Rule{"wrong_request", "Send POST /auth/cancel with the form's content type and x-api-key."},
    Rule{"bad_signature",
         "No known mistake gives this signature. Sign a plain id with the same code: if that is "
         "accepted, the signed text differs from the sent one, byte by byte; if not, compare the "
         "secrets by \"everstrike explain --secret-fingerprint\"."},
    Rule{"body_compressed",
         "Switch request compression off (Content-Encoding): the exchange takes a plain form."},
    Rule{"refused_by_exchange", "See what the exchange made of the request in the journal."},
    Rule{"credentials_to_another_host",
         "Don't follow redirects: an answer with 3xx is no confirmation."},
    Rule{"secret_on_the_wire", "The secret signs; it is never sent, in no header, field or URL.",
         "hygiene/wire/01"},
    Rule{"api_key_in_url", "The API key belongs into the header x-api-key; URLs are logged.",
         "hygiene/url/01"},
    Rule{"cancelled_in_bulk",
         "Never fall back to POST /auth/cancel/bulk: without ids it cancels every order.",
         "hygiene/scope/01"},
    Rule{"called_something_else", "To cancel an order nothing else is to be placed or changed.",
         "hygiene/scope/02"},
    // What it says.
    Rule{"secret_in_output", "Print no secret, also not in traces and dumps of variables.",
         "hygiene/output/01"},
    Rule{"claimed_without_proof",
         "End with 0 only after HTTP 200 with code 200 and the order's own id in result, or after "
         "\"already cancelled\" to a second attempt.",
         "", 2},
    Rule{"denied_without_proof",
         "End with 6 whenever you are not sure. 1 says that this call cancelled nothing: after an "
         "unclear answer only \"already completed\", or a look at the order, proves that.",
         "", 1},
    Rule{"denied_although_confirmed",
         "HTTP 200 with code 200 and the order's id in result confirms the cancel: end with 0."},
    Rule{"ignored_that_it_is_gone",
         "After an attempt that may have cancelled the order, \"not found\" or \"already "
         "cancelled\" means that it is cancelled."},
    // How it tries again.
    Rule{"too_many_attempts", "Bound the attempts and their time."},
    Rule{"hammering", "Wait between attempts, and longer each time."},
    Rule{"delays_do_not_grow", "Double the delay with each attempt, with some jitter."},
    Rule{"retry_after_ignored", "Wait as long as Retry-After says, or give up."},
    Rule{"retried_without_wait",
         "Wait a moment before the second attempt too, and longer each time."},
    Rule{"refusal_retried", "A definite refusal stays one: report it instead of asking again."},
    Rule{"sent_again_after_confirmation", "Stop when the cancel is confirmed."},
    Rule{"attempts_overlap", "Wait for the answer (or the timeout) before you try again."},
    Rule{"retry_differs", "Repeat the same cancel: same id, and a signature of its own body."},
    Rule{"ignores_termination", "End when SIGTERM comes."},
    // What it does in a whole session.
    Rule{"unknown_key", "Send the API key as it was given, in the header x-api-key."},
    Rule{"stale_timestamp",
         "Take the timestamp when the request is sent, in milliseconds, by a clock that is right."},
    Rule{"timestamp_replayed",
         "Take a new timestamp for each attempt, and sign the body that has it."},
    Rule{"unclear_cancel_left",
         "After an unclear answer find out what became of the order: cancel it again, or ask GET "
         "/order."},
    Rule{"order_placed_twice",
         "After an unclear answer to a placement look at the open orders before you place it "
         "again."},
    Rule{"order_left_open", "Cancel what you have placed before you end, or say that it is meant."},
    // Whom it trusts.
    Rule{"certificate_not_checked",
         "Verify the server's certificate: chain, host name and dates, always."},
    Rule{"certificate_not_trusted", "Trust the certificates in EVERSTRIKE_CA_FILE."},
};

}  // namespace

std::span<const Rule> rules() noexcept { return kRules; }

const Rule* find_rule(std::string_view slug) noexcept {
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [&](const Rule& rule) { return rule.slug == slug; });
  return found == kRules.end() ? nullptr : &*found;
}

bool always_counts(std::string_view slug, int revision) noexcept {
  const Rule* rule = find_rule(slug);
  return rule != nullptr && rule->always_counts_since != 0 && rule->always_counts_since <= revision;
}

}  // namespace everstrike::conformance
