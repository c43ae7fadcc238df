// outcome: what became of the order when the answer does not tell. A client that can't know says
// so (by any exit code but 0); one that asks again may learn it.
#include <string>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

constexpr const char* kOneError = "page of POST /auth/cancel: 503 is the one documented error";
constexpr const char* kTruth =
    "exit code 0 only if an answer confirms the cancel or allows to infer it";

void add_unclear_errors(Cases& cases) {
  cases.push_back({.id = "outcome/503/01",
                   .does = "answers 503 once, before the cancel took effect",
                   .expects = kTruth,
                   .provenance = Provenance::documented,
                   .reference = kOneError,
                   .setting = {.answers = {first(instead(answer(503)))}},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                   .waits_ms = 300});
  cases.push_back({.id = "outcome/503/02",
                   .does = "answers 503 once, after the cancel took effect",
                   .expects = kTruth,
                   .provenance = Provenance::documented,
                   .reference = kOneError,
                   .setting = {.answers = {first(after_effect(answer(503)))}},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                   .waits_ms = 300});
  cases.push_back({.id = "outcome/503/03",
                   .does = "cancels the order and answers 503, and from then on 503 for ever",
                   .expects = "does not report a confirmed cancel, and ends",
                   .provenance = Provenance::documented,
                   .reference = kOneError,
                   .setting = {.answers = {after_effect(answer(503))}},
                   .judge = all_of({sends_something, tells_the_truth}),
                   .waits_ms = 1600});
}

void add_lost_answers(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
  };
  using mock_server::TruncateBody;
  const Row rows[] = {
      {"outcome/lost/01", "resets the connection instead of answering", mock_server::ResetPeer{}},
      {"outcome/lost/02", "closes the connection without a byte", mock_server::CloseSilently{}},
      {"outcome/lost/03", "resets the connection in the middle of the answer",
       mock_server::ResetPeer{.after_bytes = 250}},
      {"outcome/lost/04", "closes the connection in the status line",
       mock_server::CutHeaders{.keep = 9}},
      {"outcome/lost/05", "closes the connection in the headers",
       mock_server::CutHeaders{.keep = 40}},
      {"outcome/lost/06", "closes the connection right after the headers", TruncateBody{.keep = 0}},
      {"outcome/lost/07", "closes the connection in the middle of the body",
       TruncateBody{.keep = 60}},
      {"outcome/lost/08", "sends half of the body as if it were all",
       TruncateBody{.keep = 60, .content_length = TruncateBody::Length::honest}},
      {"outcome/lost/09", "sends bytes that are no HTTP", mock_server::Garbage{.bytes = 200}},
      {"outcome/lost/10", "sends chunks whose sizes are no numbers", mock_server::BadChunks{}},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string("cancels the order and ") + row.does + ", once",
                     .expects = kTruth,
                     .reference = "RFC 9110, 9.2.2; RFC 9112, 8",
                     .setting = {.answers = {first(after_effect(row.fault))}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 300});
  }
}

// A slow answer confirms those who wait for it; who gave up before does not know.
Judgement patient_or_truthful(const Evidence& seen) {
  if (seen.claims_confirmed()) return tells_the_truth(seen);
  return all_of({sends_something, ends_by_itself})(seen);
}

void add_silence(Cases& cases) {
  cases.push_back({.id = "outcome/slow/01",
                   .does = "cancels the order and answers three seconds later, once",
                   .expects = "waits and confirms, or gives up and does not",
                   .reference = "good practice: a timeout is not a failure",
                   .setting = {.answers = {first(
                                   after_effect(delay(std::chrono::seconds(3)), Proof::confirms))}},
                   .judge = patient_or_truthful,
                   .waits_ms = 3000});
  cases.push_back({.id = "outcome/slow/02",
                   .does = "cancels the order and never answers, once",
                   .expects = "does not report what it can't know",
                   .reference = "good practice: a timeout is not a failure, nor a success",
                   .setting = {.answers = {first(after_effect(mock_server::Hang{}))}},
                   .judge = all_of({sends_something, tells_the_truth}),
                   .waits_ms = 6000});
  cases.push_back({.id = "outcome/slow/03",
                   .level = Level::should,
                   .does = "cancels the order and never answers, once",
                   .expects = "gives up by itself",
                   .reference = "good practice: every attempt has a timeout",
                   .setting = {.answers = {first(after_effect(mock_server::Hang{}))}},
                   .judge = all_of({sends_something, ends_by_itself}),
                   .waits_ms = 6000});
  cases.push_back(
      {.id = "outcome/slow/04",
       .level = Level::should,
       .does = "cancels the order and falls silent in the middle of the body, once",
       .expects = "gives up by itself: the timeout covers the body as well",
       .reference = "good practice: every attempt has a timeout",
       .setting = {.answers = {first(after_effect(mock_server::Hang{.after_bytes = 300}))}},
       .judge = all_of({sends_something, ends_by_itself, tells_the_truth}),
       .waits_ms = 6000});
}

constexpr const char* kEitherClaim =
    "says that it was cancelled, by inference, or that it can't know: not found is no proof";

// Revision 1 took "not found" for a proof.
void add_missing_of_revision_1(Cases& cases, const PlannedAnswer& as_404,
                               const PlannedAnswer& as_503) {
  cases.push_back(
      {.id = "outcome/gone/01",
       .level = Level::should,
       .does = "cancels the order, resets the connection, and then says 404, \"The "
               "order was not found\"",
       .expects = "takes the cancel for confirmed by inference",
       .provenance = Provenance::observed,
       .reference = "the exchange's bot matches on this text",
       .setting = {.answers = {first(after_effect(mock_server::ResetPeer{})), later(as_404)}},
       .judge = all_of({makes_no_mistake, infers_that_it_is_gone, ends_by_itself}),
       .waits_ms = 500,
       .form_until = 1});
  cases.push_back({.id = "outcome/gone/02",
                   .level = Level::may,
                   .does = "cancels the order, answers 503, and then says 503, \"The order was not "
                           "found\"",
                   .expects = "takes the cancel for confirmed by inference",
                   .provenance = Provenance::observed,
                   .reference = "the exchange's bot matches on this text",
                   .setting = {.answers = {first(after_effect(answer(503))), later(as_503)}},
                   .judge = all_of({makes_no_mistake, infers_that_it_is_gone}),
                   .waits_ms = 1500,
                   .form_until = 1});
}

void add_gone(Cases& cases) {
  const auto not_found = [](int status) {
    return instead(
        json(envelope(std::to_string(status), "\"The order was not found\"", "null"), status),
        Proof::missing);
  };
  add_missing_of_revision_1(cases, not_found(404), not_found(503));
  cases.push_back({.id = "outcome/gone/01",
                   .level = Level::may,
                   .does = "cancels the order, resets the connection, and then says 404, \"The "
                           "order was not found\"",
                   .expects = kEitherClaim,
                   .provenance = Provenance::observed,
                   .reference = "the exchange's bot matches on this text",
                   .setting = {.answers = {first(after_effect(mock_server::ResetPeer{})),
                                           later(not_found(404))}},
                   .judge = all_of({makes_no_mistake, may_infer_from_missing, ends_by_itself}),
                   .waits_ms = 500,
                   .form_since = 2});
  cases.push_back(
      {.id = "outcome/gone/02",
       .level = Level::may,
       .does = "cancels the order, answers 503, and then says 503, \"The order was not "
               "found\"",
       .expects = kEitherClaim,
       .provenance = Provenance::observed,
       .reference = "the exchange's bot matches on this text",
       .setting = {.answers = {first(after_effect(answer(503))), later(not_found(503))}},
       .judge = all_of({makes_no_mistake, may_infer_from_missing}),
       .waits_ms = 1500,
       .form_since = 2});
  cases.push_back(
      {.id = "outcome/gone/03",
       .does = "has no such order, and says 404 from the first attempt on",
       .expects = "does not report a confirmed cancel: nothing was cancelled",
       .provenance = Provenance::assumed,
       .reference = "page of POST /auth/cancel",
       .setting = {.order = Setting::OrderState::unknown, .reject_status = "unknown_order=404"},
       .judge = all_of({sends_something, makes_no_mistake, tells_the_truth})});
  cases.push_back({.id = "outcome/gone/04",
                   .does = "has no such order, and answers with the one documented error",
                   .expects = "does not report a confirmed cancel: nothing was cancelled",
                   .provenance = Provenance::documented,
                   .reference = kOneError,
                   .setting = {.order = Setting::OrderState::unknown},
                   .judge = all_of({sends_something, makes_no_mistake, tells_the_truth}),
                   .waits_ms = 1600});
  cases.push_back({.id = "outcome/gone/05",
                   .level = Level::should,
                   .does = "says that the order was cancelled before, from the first attempt on",
                   .expects = "does not report that this call cancelled it",
                   .provenance = Provenance::assumed,
                   .reference = "page of POST /auth/cancel",
                   .setting = {.order = Setting::OrderState::cancelled,
                               .reject_status = "already_cancelled=409"},
                   .judge = [](const Evidence& seen) {
                     if (seen.claims_confirmed() && !seen.cancels().empty()) {
                       return lenient(
                           "takes \"already cancelled\" for confirmed on the first attempt");
                     }
                     return all_of({sends_something, makes_no_mistake, tells_the_truth})(seen);
                   }});
}

void add_nothing_happened(Cases& cases) {
  cases.push_back({.id = "outcome/none/01",
                   .does = "resets the connection before the cancel took effect, once",
                   .expects = kTruth,
                   .reference = "RFC 9110, 9.2.2",
                   .setting = {.answers = {first(instead(mock_server::ResetPeer{}))}},
                   .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                   .waits_ms = 300});
  cases.push_back({.id = "outcome/none/02",
                   .does = "is not there: connections are refused",
                   .expects = "does not report a confirmed cancel, and ends",
                   .reference = "good practice",
                   .setting = {.listens = false},
                   .judge =
                       [](const Evidence& seen) {
                         if (seen.claims_confirmed()) {
                           return fail("claimed_without_proof",
                                       "reports a confirmed cancel, and there is no exchange",
                                       "an exit code other than 0", ending(seen.client),
                                       story(seen));
                         }
                         return ends_by_itself(seen);
                       },
                   .waits_ms = 1600});
}

}  // namespace

void add_outcome_cases(Cases& cases) {
  add_unclear_errors(cases);
  add_lost_answers(cases);
  add_silence(cases);
  add_gone(cases);
  add_nothing_happened(cases);
}

}  // namespace everstrike::conformance
