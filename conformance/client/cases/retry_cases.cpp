// retry: a client need not try again. One that does repeats the same cancel, a bounded number of
// times, with growing delays, and leaves definite refusals alone.
#include <chrono>
#include <numeric>
#include <string>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;
using std::chrono::milliseconds;

constexpr const char* kPractice = "good practice: bounded attempts, growing delays";
constexpr std::size_t kAttemptsMax = 20;

// Patience of ours is not for ever: a client that is still trying, ever more slowly, may well end.
Judgement bounded(const Evidence& seen) {
  if (Judgement few = asks_at_most(kAttemptsMax, "too_many_attempts")(seen); !few.is_good()) {
    return few;
  }
  if (!seen.client.timed_out) return ends_by_itself(seen);
  if (seen.cancels().size() > 2 && delays_grow(seen).verdict == Verdict::pass) {
    return lenient("was still trying, ever more slowly, when the runner's patience was at its end");
  }
  return ends_by_itself(seen);
}

Judgement does_not_hammer(const Evidence& seen) {
  constexpr std::int64_t kMeanGapMs = 50;
  const auto cancels = seen.cancels();
  if (cancels.size() < 3) return pass();  // one attempt at once after the first is nobody's trouble
  const auto pauses = pauses_between(cancels);
  const auto paused = std::accumulate(pauses.begin(), pauses.end(), std::int64_t{0});
  if (paused >= kMeanGapMs * static_cast<std::int64_t>(pauses.size())) return pass();
  const std::string rate = std::to_string(cancels.size()) + " attempts, and " +
                           std::to_string(paused) + " ms between all of them together";
  return fail("hammering", rate,
              "at least " + std::to_string(kMeanGapMs) + " ms between attempts on average", rate,
              story(seen));
}

void add_for_ever(Cases& cases) {
  struct Row {
    const char* id;
    Level level;
    const char* does;
    const char* expects;
    mock_server::Fault fault;
    Judge judge;
  };
  const Row rows[] = {
      {"retry/bounded/01", Level::must, "answers 503 for ever",
       "gives up after a bounded number of attempts", answer(503),
       all_of({sends_something, tells_the_truth, bounded})},
      {"retry/bounded/02", Level::must, "resets every connection",
       "gives up after a bounded number of attempts", mock_server::ResetPeer{},
       all_of({sends_something, tells_the_truth, bounded})},
      {"retry/bounded/03", Level::must, "answers 429 for ever",
       "gives up after a bounded number of attempts", answer(429),
       all_of({sends_something, tells_the_truth, bounded})},
      {"retry/delay/01", Level::must, "answers 503 for ever",
       "lets some time go by between attempts", answer(503),
       all_of({sends_something, does_not_hammer})},
      {"retry/delay/02", Level::should, "answers 503 for ever", "waits longer each time",
       answer(503), all_of({sends_something, delays_grow})},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .level = row.level,
                     .does = row.does,
                     .expects = row.expects,
                     .reference = kPractice,
                     .setting = {.answers = {instead(row.fault)}},
                     .judge = row.judge,
                     .waits_ms = 1700});
  }
}

void add_waits(Cases& cases) {
  // A little less than asked for, since clocks are compared.
  const auto two_seconds = waits_at_least(milliseconds(1900), "retry_after_ignored");
  for (const int status : {429, 503}) {
    cases.push_back({.id = status == 429 ? "retry/wait/01" : "retry/wait/02",
                     .level = Level::should,
                     .does = "answers " + std::to_string(status) + " with Retry-After: 2, once",
                     .expects = "a second attempt comes no sooner than two seconds later",
                     .provenance = Provenance::assumed,
                     .reference = "RFC 9110, 10.2.3",
                     .setting = {.answers = {first(instead(answer_with_wait(status, 2)))}},
                     .judge = all_of({sends_something, two_seconds, tells_the_truth}),
                     .waits_ms = 2300});
  }
  cases.push_back({.id = "retry/wait/03",
                   .level = Level::should,
                   .does = "answers 503 with Retry-After: 3600",
                   .expects = "gives up, or waits that long",
                   .reference = "RFC 9110, 10.2.3",
                   .setting = {.answers = {instead(answer_with_wait(503, 3600))}},
                   .judge = [](const Evidence& seen) {
                     Judgement sent =
                         all_of({sends_something, asks_at_most(1, "retry_after_ignored"),
                                 tells_the_truth})(seen);
                     if (!sent.is_good() || !seen.client.timed_out) return sent;
                     return lenient("waits instead of telling that the outcome is unknown");
                   }});
  cases.push_back(
      {.id = "retry/wait/04",
       .level = Level::may,
       .does = "answers 429 with the documented text, to try again in 1.5 seconds, once",
       .expects = "a second attempt comes no sooner",
       .provenance = Provenance::documented,
       .reference = "README of the exchange's bot",
       .setting = {.answers = {first(instead(json(
                       envelope("429",
                                "\"You have done that too much recently. Care to try again in 1.5 "
                                "seconds?\"",
                                "null"),
                       429)))}},
       .judge = all_of({sends_something, waits_at_least(milliseconds(1400), "retry_after_ignored"),
                        tells_the_truth}),
       .waits_ms = 1700});
  cases.push_back({.id = "retry/wait/05",
                   .level = Level::should,
                   .does = "answers 503 with a Retry-After that is a date three seconds after its "
                           "Date, once",
                   .expects = "a second attempt comes no sooner than at that date",
                   .provenance = Provenance::assumed,
                   .reference = "RFC 9110, 10.2.3 and 5.6.7",
                   .setting = {.answers = {first(instead(
                                   answer_with_wait(503, 3, mock_server::RetryAfterForm::date)))}},
                   // Dates have no fractions: by a clock of its own a client may wait up to a
                   // second less than by the Date header.
                   .judge = all_of({sends_something, two_seconds, tells_the_truth}),
                   .waits_ms = 3300});
}

void add_refusals(Cases& cases) {
  struct Row {
    const char* id;
    int status;
    Level level;
  };
  constexpr Row kRows[] = {{"retry/refused/01", 401, Level::must},
                           {"retry/refused/02", 403, Level::must},
                           {"retry/refused/03", 400, Level::should},
                           {"retry/refused/04", 404, Level::should}};
  for (const Row& row : kRows) {
    cases.push_back({.id = row.id,
                     .level = row.level,
                     .does = "refuses with " + std::to_string(row.status),
                     .expects = "asks no second time, and does not report a confirmed cancel",
                     .provenance = Provenance::assumed,
                     .reference = "RFC 9110, 15.5",
                     .setting = {.answers = {instead(answer(row.status), Proof::refuses)}},
                     .judge = all_of({sends_something, tells_the_truth,
                                      asks_at_most(1, "refusal_retried"), ends_by_itself})});
  }
}

void add_same(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
    std::string order_id;
  };
  const Row rows[] = {
      {"retry/same/01", "answers 503 twice", {first(instead(answer(503)), 2)}, ""},
      {"retry/same/02",
       "resets the first connection",
       {first(instead(mock_server::ResetPeer{}))},
       ""},
      {"retry/same/03",
       "answers 503 twice to an id that every encoder writes differently",
       {first(instead(answer(503)), 2)},
       "retry a+b~c/\xC3\xA9%20"},
      {"retry/same/04", "answers 429 once", {first(instead(answer(429)))}, ""},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = "every further attempt names the same order and is signed rightly",
                     .provenance = Provenance::documented,
                     .reference = "page of POST /auth/cancel",
                     .setting = {.order_id = row.order_id, .answers = row.answers},
                     .judge = all_of({sends_something, repeats_the_same, tells_the_truth}),
                     .waits_ms = 700});
  }
}

Judgement ends_when_told_to(const Evidence& seen) {
  constexpr std::int64_t kPatienceMs = 3000;
  const auto cancels = seen.cancels();
  if (cancels.empty()) return sends_something(seen);
  if (seen.claims_confirmed()) return tells_the_truth(seen);
  const std::int64_t after = seen.client.duration_ms - cancels.front()->at_ms;
  if (!seen.client.timed_out && after <= kPatienceMs) return pass();
  return fail(
      "ignores_termination", "was still there " + std::to_string(after) + " ms after SIGTERM",
      "the end within " + std::to_string(kPatienceMs) + " ms", ending(seen.client), story(seen));
}

void add_manners(Cases& cases) {
  cases.push_back({.id = "retry/once/01",
                   .level = Level::should,
                   .does = "confirms the cancel",
                   .expects = "sends no further cancel",
                   .provenance = Provenance::assumed,
                   .reference = kPractice,
                   .judge = all_of({cancels_the_order, stops_when_confirmed})});
  cases.push_back(
      {.id = "retry/once/02",
       .level = Level::should,
       .does = "confirms the cancel a second and a half later",
       .expects = "waits for the answer instead of sending a second cancel beside the first",
       .reference = kPractice,
       .setting = {.answers = {after_effect(delay(milliseconds(1500)), Proof::confirms)}},
       .judge = all_of({sends_something, waits_at_least(milliseconds(900), "attempts_overlap")}),
       .waits_ms = 1500});
  cases.push_back({.id = "retry/again/01",
                   .level = Level::may,
                   .does = "answers 503 once and is right again",
                   .expects = "tries again, and confirms the cancel",
                   .provenance = Provenance::documented,
                   .reference = "page of POST /auth/cancel: 503 is the one documented error",
                   .setting = {.answers = {first(instead(answer(503)))}},
                   .judge = all_of({sends_something, tells_the_truth, repeats_the_same}),
                   .waits_ms = 300});
  cases.push_back({.id = "retry/stop/01",
                   .level = Level::should,
                   .does = "keeps the client waiting while it gets SIGTERM",
                   .expects = "ends within three seconds, and does not report a confirmed cancel",
                   .reference = "good practice",
                   .setting = {.answers = {after_effect(mock_server::Hang{})},
                               .terminated_at_first_request = true},
                   .judge = ends_when_told_to,
                   .waits_ms = 300});
}

}  // namespace

void add_retry_cases(Cases& cases) {
  add_for_ever(cases);
  add_waits(cases);
  add_refusals(cases);
  add_same(cases);
  add_manners(cases);
}

}  // namespace everstrike::conformance
