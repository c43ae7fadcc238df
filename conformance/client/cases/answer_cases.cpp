// answer: what an answer proves. HTTP 200, code 200 and the order's own id together confirm a
// cancel; everything else does not, and a client that reports it as confirmed leaves an order
// alive that somebody believes to be gone.
#include <string>
#include <string_view>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;
using mock_server::BodyKind;

constexpr const char* kEnvelope = "page of POST /auth/cancel: the envelope {code, msg, result}";

// After the cancel took effect: right answers that look different.
void add_confirming(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
    Level level = Level::must;
    Provenance provenance = Provenance::assumed;
  };
  const std::string order = order_json();
  const std::string with_more =
      order.substr(0, order.size() - 1) +
      ",\"venue\":{\"region\":\"eu-1\"},\"id_before\":null,\"tags\":[1,2]}";
  const std::string only_id = "{\"id\":\"" + std::string(kIdHere) + "\"}";
  const std::string spaced =
      "{\n  \"code\" : 200 ,\n  \"msg\" : \"null\" ,\n  \"result\" : " + order + "\n}\n";
  const Row rows[] = {
      {"answer/ok/01", "answers as documented", json(success()), Level::must,
       Provenance::documented},
      {"answer/ok/02", "adds members that nobody documented",
       json("{\"trace_id\":\"6f1d\",\"code\":200,\"msg\":\"null\",\"result\":" + with_more + "}"),
       Level::should},
      {"answer/ok/03", "has null as msg instead of the text \"null\"",
       json(envelope("200", "null", order)), Level::should, Provenance::observed},
      {"answer/ok/04", "has an empty msg", json(envelope("200", "\"\"", order)), Level::should},
      {"answer/ok/05", "writes the JSON with blanks and line breaks", json(spaced), Level::should},
      {"answer/ok/06", "has the members in another order",
       json("{\"result\":" + order + ",\"msg\":\"null\",\"code\":200}"), Level::should},
      {"answer/ok/07", "shows the order's status as ACTIVE, as the sample of the bulk call does",
       json(envelope("200", "\"null\"", order_json(kIdHere, "ACTIVE"))), Level::may,
       Provenance::documented},
      {"answer/ok/08", "answers with the id and nothing else of the order",
       json(envelope("200", "\"null\"", only_id)), Level::should},
      {"answer/ok/09", "has a msg beyond ASCII",
       json(envelope("200", "\"stornéert \\u20ac \xE2\x9C\x93\"", order)), Level::should},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .level = row.level,
                     .does = row.does,
                     .expects = "takes the cancel for confirmed",
                     .provenance = row.provenance,
                     .reference = kEnvelope,
                     .setting = {.answers = {after_effect(row.fault, Proof::confirms)}},
                     .judge = cancels_the_order});
  }
}

// Nothing was cancelled, and the answer says 200 all the same.
void add_false_confirmations(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
    int since_revision = 1;
  };
  const std::string other = order_json(kOtherId);
  const std::string html =
      "<!DOCTYPE html><html><body><h1>Log in to the network</h1></body></html>";
  // Cut within the id: a client that looks for texts instead of parsing is not misled by this one.
  const std::string half = success().substr(0, 50);
  const Row rows[] = {
      {"answer/200/01", "answers HTTP 200 with code 503 and no order",
       json(envelope("503", "\"Invalid request\"", "{}"))},
      {"answer/200/02", "answers HTTP 200 with code 414 and result null",
       json(envelope("414", "\"The timestamp is too old.\"", "null"))},
      {"answer/200/03", "answers HTTP 200 and code 200 with another order",
       json(envelope("200", "\"null\"", other))},
      {"answer/200/04", "answers HTTP 200 and code 200 with result null",
       json(envelope("200", "\"null\"", "null"))},
      {"answer/200/05", "answers HTTP 200 and code 200 with an empty result",
       json(envelope("200", "\"null\"", "{}"))},
      {"answer/200/06", "answers HTTP 200 with an HTML page",
       mock_server::Stub{.status = 200, .content_type = "text/html; charset=utf-8", .body = html}},
      {"answer/200/07", "answers HTTP 200 with an HTML page that is called JSON", json(html)},
      {"answer/200/08", "answers HTTP 200 with an empty body", json("")},
      {"answer/200/09", "answers HTTP 200 with half a JSON text", json(half)},
      {"answer/200/10", "answers HTTP 200 with a JSON text that is malformed in the middle",
       json("{\"code\":200,,\"msg\":null,\"result\":" + order_json() + "}")},
      {"answer/200/11", "answers HTTP 200 with an empty list", json("[]")},
      {"answer/200/12", "answers HTTP 200 with the word null", json("null")},
      {"answer/200/13", "answers HTTP 200 with an order and no code",
       json("{\"msg\":\"null\",\"result\":{}}")},
      {"answer/200/14", "answers HTTP 202 without a body", json("", 202)},
      {"answer/200/15", "answers HTTP 204", json("", 204)},
      {"answer/200/16", "answers HTTP 200 with code 503 and the order as cancelled",
       json(envelope("503", "\"Invalid request\"", order_json())), 2},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string(row.does) + ", twice; nothing is cancelled",
                     .expects = "does not take that for a confirmed cancel",
                     .provenance = Provenance::assumed,
                     .reference = kEnvelope,
                     .setting = {.answers = {first(instead(row.fault), 2)}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 700,
                     .since_revision = row.since_revision});
  }
}

// Numbers as text say the same to a person; whether they do to a program is a matter of taste.
Judgement may_take_text_for_numbers(const Evidence& seen) {
  if (!seen.claims_confirmed()) return pass();
  return seen.inference() != nullptr ? pass()
                                     : lenient("takes \"200\" for 200, which nobody documented");
}

void add_errors(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
    Provenance provenance = Provenance::assumed;
  };
  const Row rows[] = {
      {"answer/503/01", "answers 503 as documented", answer(503), Provenance::documented},
      {"answer/503/02", "answers 503 with an HTML page", answer(503, BodyKind::html)},
      {"answer/503/03", "answers 503 with an empty body", answer(503, BodyKind::empty)},
      {"answer/503/04", "answers 503 with half a JSON text", answer(503, BodyKind::malformed_json)},
      {"answer/503/05", "answers 503 with members of other types",
       answer(503, BodyKind::wrong_type)},
      {"answer/503/06", "answers 503 with members that nobody documented",
       answer(503, BodyKind::extra_fields)},
      {"answer/503/07", "answers 503 without code and result",
       answer(503, BodyKind::missing_fields)},
      {"answer/503/08", "answers 503 with its numbers as text",
       answer(503, BodyKind::numbers_as_strings)},
      {"answer/503/09", "answers 503 with result null", answer(503, BodyKind::null_result),
       Provenance::observed},
      {"answer/503/10", "answers 503 with code 200 and an order inside", json(success(), 503)},
      {"answer/503/11", "answers 500 with an HTML page", answer(500, BodyKind::html)},
      {"answer/503/12", "answers 502 with an HTML page", answer(502, BodyKind::html)},
      {"answer/503/13", "answers 504 without a body", answer(504, BodyKind::empty)},
      {"answer/503/14", "answers with a status that nobody knows, 599", answer(599)},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .does = std::string(row.does) + ", twice; nothing is cancelled",
                     .expects = "does not take that for a confirmed cancel, and ends",
                     .provenance = row.provenance,
                     .reference = kEnvelope,
                     .setting = {.answers = {first(instead(row.fault), 2)}},
                     .judge = all_of({sends_something, tells_the_truth, ends_by_itself}),
                     .waits_ms = 700});
  }
}

}  // namespace

void add_answer_cases(Cases& cases) {
  add_confirming(cases);
  add_false_confirmations(cases);
  cases.push_back(
      {.id = "answer/text/01",
       .level = Level::may,
       .does = "cancels the order and answers 200 with its numbers as text",
       .expects = "either reading; code is documented as a number",
       .provenance = Provenance::assumed,
       .reference = kEnvelope,
       .setting = {.answers = {first(after_effect(answer(200, BodyKind::numbers_as_strings)))}},
       .judge = all_of({sends_something, may_take_text_for_numbers}),
       .waits_ms = 500});
  add_errors(cases);
}

}  // namespace everstrike::conformance
