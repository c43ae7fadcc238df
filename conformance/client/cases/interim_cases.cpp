// http/interim: answers before the answer. RFC 9110, 15.2 obliges clients to parse them, even
// unasked; 100 Continue is asked for in http/answer/10. The others are no "must", since the HTTP
// client of Python's library, and with it the documented recipe, takes the first of them for the
// answer. What such a client then claims is judged as everywhere.
#include <string>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

constexpr const char* kEarlyHints =
    "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";
constexpr const char* kProcessing = "HTTP/1.1 102 Processing\r\n\r\n";
constexpr const char* kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

void add_interim(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::string before;
  };
  const Row rows[] = {
      {"http/interim/01", "sends 103 Early Hints before the answer", kEarlyHints},
      {"http/interim/02", "sends 102 Processing before the answer", kProcessing},
      {"http/interim/03", "sends 100, 102 and 103 before the answer",
       std::string(kContinue) + kProcessing + kEarlyHints},
      {"http/interim/04", "sends 102 eight times before the answer", times(8, kProcessing)},
      {"http/interim/05", "sends an interim answer that nobody knows, 199",
       "HTTP/1.1 199 Whatever\r\nX-Note: wait\r\n\r\n"},
  };
  const std::string body = success();
  const std::string right =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  for (const Row& row : rows) {
    cases.push_back(
        {.id = row.id,
         .level = Level::should,
         .does = std::string("cancels the order, and ") + row.does,
         .expects = "takes the cancel for confirmed, and sends no second one",
         .reference = "RFC 9110, 15.2",
         .setting = {.answers = {after_effect(raw(row.before + right), Proof::confirms)}},
         .judge = all_of({cancels_the_order, stops_when_confirmed}),
         .since_revision = 2});
  }
}

}  // namespace

void add_interim_cases(Cases& cases) { add_interim(cases); }

}  // namespace everstrike::conformance
