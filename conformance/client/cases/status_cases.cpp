// answer/status: what the order's own status says in a right-looking 200. Only a cancelled order
// was cancelled. One that was filled was executed instead, and one in any other state may still be.
#include <string>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

constexpr const char* kStatus = "page of POST /auth/cancel: status in result";

mock_server::Fault with_status(const char* status, Filled filled = Filled::none) {
  return json(envelope("200", "\"null\"", order_json(kIdHere, status, filled)));
}

void add_dead(Cases& cases) {
  struct Row {
    const char* id;
    const char* status;
    Filled filled;
  };
  constexpr Row kRows[] = {{"answer/status/01", "COMPLETED", Filled::all},
                           {"answer/status/02", "FILLED", Filled::all},
                           {"answer/status/03", "completed", Filled::all},
                           {"answer/status/04", "REJECTED", Filled::none},
                           {"answer/status/05", "EXPIRED", Filled::none}};
  for (const Row& row : kRows) {
    const Proof proof = row.filled == Filled::all ? Proof::filled : Proof::refuses;
    cases.push_back({.id = row.id,
                     .does = std::string("answers 200 with the order, whose status is ") +
                             row.status + "; this call cancelled nothing",
                     .expects = "does not take that for a confirmed cancel, and ends",
                     .reference = kStatus,
                     .setting = {.answers = {instead(with_status(row.status, row.filled), proof)}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .since_revision = 2});
  }
}

// Dead by now, and an attempt before may have been what cancelled it.
void add_dead_after_unclear(Cases& cases) {
  cases.push_back(
      {.id = "answer/status/14",
       .does = "cancels the order and answers 503, and then shows it as EXPIRED in a 200",
       .expects = "says that it can't know",
       .reference = kStatus,
       .setting = {.answers = {first(after_effect(answer(503))),
                               later(instead(with_status("EXPIRED"), Proof::refuses))}},
       .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
       .waits_ms = 300,
       .since_revision = 2});
}

void add_alive(Cases& cases) {
  struct Row {
    const char* id;
    const char* status;
    Filled filled = Filled::none;
  };
  constexpr Row kRows[] = {{"answer/status/06", "PENDING_CANCEL"},
                           {"answer/status/07", "PENDING"},
                           {"answer/status/08", "UNTRIGGERED"},
                           {"answer/status/09", "PARTIALLY_FILLED", Filled::half},
                           {"answer/status/10", "NEW"},
                           {"answer/status/11", "SUSPENDED"}};
  for (const Row& row : kRows) {
    cases.push_back(
        {.id = row.id,
         .does = std::string("answers 200 with the order, whose status is ") + row.status +
                 ", twice; nothing is cancelled",
         .expects = "does not take that for a confirmed cancel, and ends",
         .reference = kStatus,
         .setting = {.answers = {first(instead(with_status(row.status, row.filled)), 2)}},
         .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
         .waits_ms = 700,
         .since_revision = 2});
  }
}

void add_cancelled(Cases& cases) {
  constexpr std::pair<const char*, const char*> kRows[] = {{"answer/status/12", "CANCELED"},
                                                           {"answer/status/13", "cancelled"}};
  for (const auto& [id, status] : kRows) {
    cases.push_back({.id = id,
                     .level = Level::should,
                     .does = std::string("cancels the order and spells its status ") + status,
                     .expects = "takes the cancel for confirmed",
                     .reference = kStatus,
                     .setting = {.answers = {after_effect(with_status(status), Proof::confirms)}},
                     .judge = cancels_the_order,
                     .since_revision = 2});
  }
}

}  // namespace

void add_status_cases(Cases& cases) {
  add_dead(cases);
  add_alive(cases);
  add_cancelled(cases);
  add_dead_after_unclear(cases);
}

}  // namespace everstrike::conformance
