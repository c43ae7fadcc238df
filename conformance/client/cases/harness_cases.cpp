// harness: whether there is anything to judge. They come first: does the judge's own exchange
// accept what is right and refuse what is wrong, does the client start, and does it end.
#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {

void add_harness_cases(Cases& cases) {
  constexpr const char* kContract = "the contract of EVERSTRIKE_BASE_URL and exit codes";
  cases.push_back({.id = "harness/start/01",
                   .does = "waits for a request",
                   .expects = "the client can be run, and sends a request to EVERSTRIKE_BASE_URL",
                   .reference = kContract,
                   .judge = [](const Evidence& seen) {
                     if (!seen.requests.empty()) return pass();
                     return fail("nothing_sent", "the client ran and sent nothing",
                                 "a request to EVERSTRIKE_BASE_URL", "nothing", story(seen));
                   }});
  cases.push_back({.id = "harness/ends/01",
                   .does = "confirms the cancel and keeps the connection open",
                   .expects = "the process ends by itself",
                   .reference = kContract,
                   .judge = [](const Evidence& seen) {
                     if (!seen.client.timed_out) return pass();
                     return fail("does_not_end_after_the_answer",
                                 "the answer was there, and the client went on running",
                                 "the end of the process", ending(seen.client), story(seen));
                   }});
  cases.push_back({.id = "harness/ends/02",
                   .level = Level::should,
                   .does = "confirms the cancel",
                   .expects = "no process is left behind",
                   .reference = kContract,
                   .judge = [](const Evidence& seen) {
                     if (seen.client.left_behind == 0 || seen.client.timed_out) return pass();
                     return fail("leaves_processes_behind",
                                 std::to_string(seen.client.left_behind) +
                                     " processes of the client were still there when it had ended",
                                 "no process",
                                 std::to_string(seen.client.left_behind) + " processes",
                                 story(seen));
                   }});
}

}  // namespace everstrike::conformance
