// outcome/filled and outcome/partly: an order that was filled is not open any more, and was not
// cancelled either. It was executed, which is the opposite of what was wanted. One that was filled
// in part can still be cancelled; what was filled stays filled.
#include <string>
#include <vector>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;
using State = Setting::OrderState;

constexpr const char* kNoCancel = "does not report a confirmed cancel: the order was executed";

void add_filled(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
    const char* refused_by = "";  // --reject-status
  };
  using mock_server::BodyKind;
  const Row rows[] = {
      {"outcome/filled/01", "says so in its one documented error", {}},
      {"outcome/filled/02", "says so with 409", {}, "already_completed=409"},
      {"outcome/filled/03", "says so with 404", {}, "already_completed=404"},
      {"outcome/filled/04", "answers 503 once before it says so", {first(instead(answer(503)))}},
      {"outcome/filled/05",
       "resets the connection once before it says so",
       {first(instead(mock_server::ResetPeer{}))},
       "already_completed=409"},
      {"outcome/filled/06",
       "closes the connection once before it says so",
       {first(instead(mock_server::CloseSilently{}))}},
      {"outcome/filled/07",
       "answers 200 with an HTML page once before it says so",
       {first(instead(answer(200, BodyKind::html)))},
       "already_completed=404"},
      {"outcome/filled/08",
       "answers 502 with an HTML page once before it says so",
       {first(instead(answer(502, BodyKind::html)))}},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string("has filled the order, and ") + row.does,
                     .expects = kNoCancel,
                     .reference = "page of GET /order: status COMPLETED",
                     .setting = {.order = State::filled,
                                 .answers = row.answers,
                                 .reject_status = row.refused_by},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = row.answers.empty() ? 0 : 300,
                     .since_revision = 2});
  }
}

// The cancel and the fill cross each other.
void add_races(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::vector<PlannedAnswer> answers;
    const char* refused_by = "";
  };
  const Row rows[] = {
      {"outcome/filled/09",
       "fills the order just before the cancel, and says so",
       {filled_first()}},
      {"outcome/filled/10",
       "fills the order just before the cancel, and says so with 409",
       {filled_first()},
       "already_completed=409"},
      {"outcome/filled/11",
       "answers 503 once without any effect, and fills the order just before the second cancel",
       {first(instead(answer(503))), filled_first()}},
      {"outcome/filled/12",
       "resets the connection once without any effect, and fills the order just before the second "
       "cancel",
       {first(instead(mock_server::ResetPeer{})), filled_first()},
       "already_completed=409"},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = kNoCancel,
                     .reference = "page of GET /order: status COMPLETED",
                     .setting = {.answers = row.answers, .reject_status = row.refused_by},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = row.answers.size() > 1 ? 300 : 0,
                     .since_revision = 2});
  }
}

void add_partly_filled(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    const char* expects;
    std::vector<PlannedAnswer> answers;
    Judge judge;
  };
  const Row rows[] = {
      {"outcome/partly/01",
       "cancels the rest of an order of which half was filled",
       "takes the cancel for confirmed",
       {},
       cancels_the_order},
      {"outcome/partly/02",
       "cancels the rest of an order of which half was filled, and answers 503, once",
       "does not say that nothing was cancelled",
       {first(after_effect(answer(503)))},
       all_of({sends_something, tells_the_truth, ends_by_itself})},
      {"outcome/partly/03",
       "cancels the rest of an order of which half was filled, and resets the connection, once",
       "does not say that nothing was cancelled",
       {first(after_effect(mock_server::ResetPeer{}))},
       all_of({sends_something, tells_the_truth, ends_by_itself})},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = row.does,
                     .expects = row.expects,
                     .provenance = Provenance::documented,
                     .reference = "page of POST /auth/cancel: qty_filled, qty_remaining, status",
                     .setting = {.order = State::partly_filled, .answers = row.answers},
                     .judge = row.judge,
                     .waits_ms = row.answers.empty() ? 0 : 300,
                     .since_revision = 2});
  }
}

}  // namespace

void add_filled_cases(Cases& cases) {
  add_filled(cases);
  add_races(cases);
  add_partly_filled(cases);
  cases.push_back({.id = "outcome/partly/04",
                   .does = "fills a part of the order just before it cancels the rest",
                   .expects = "takes the cancel for confirmed",
                   .provenance = Provenance::documented,
                   .reference = "page of POST /auth/cancel: qty_filled, qty_remaining, status",
                   .setting = {.answers = {filled_first(0.01)}},
                   .judge = cancels_the_order,
                   .since_revision = 2});
}

}  // namespace everstrike::conformance
