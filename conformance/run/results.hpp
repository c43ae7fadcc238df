// What a run of the judge yields, as plain data: the runner fills it, the reports read it.
// Times are in milliseconds. Every text may hold any bytes (a client under test wrote them):
// reports escape for their own format. No text holds the secret of a case; the runner replaces it
// by "***" before it comes here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::conformance {

// How much a case asks: what every client must do, what a good one does, what is a matter of taste.
enum class Level { must, should, may };

// What the judge makes of one case.
enum class Verdict {
  pass,           // as required
  lenient,        // allowed, and there is a better way; `reason` names it
  fail,           // the client broke the rule
  unsupported,    // the client says that it doesn't do this (exit code 89); never a pass
  broken,         // the judge, its mock or the client's process failed: nothing was learnt
  skipped,        // was selected and did not run: interrupted, or can't run here
  known_failing,  // failed, and is listed as known to (`reason` holds the list's reason as well)
};

// Where a rule comes from.
enum class Provenance {
  documented,  // on the exchange's pages
  observed,    // done by the exchange's own open-source bot
  assumed,     // neither; good practice, with its reference
};

[[nodiscard]] constexpr std::string_view level_text(Level level) {
  constexpr std::string_view kTexts[] = {"must", "should", "may"};
  return kTexts[static_cast<int>(level)];
}

[[nodiscard]] constexpr std::string_view verdict_text(Verdict verdict) {
  constexpr std::string_view kTexts[] = {"pass",   "lenient", "fail",         "unsupported",
                                         "broken", "skipped", "known_failing"};
  return kTexts[static_cast<int>(verdict)];
}

[[nodiscard]] constexpr std::string_view provenance_text(Provenance provenance) {
  constexpr std::string_view kTexts[] = {"documented", "observed", "assumed"};
  return kTexts[static_cast<int>(provenance)];
}

// One request as the journal kept it, cut to what explains a verdict.
struct JournalExtract {
  std::uint64_t number = 0;  // of the case's own journal, from 1
  std::int64_t at_ms = 0;    // since the client was started
  std::string request;       // request line, headers and body as received, at most a few kB
  std::string verdict;       // the mock's: "accepted", "bad_signature", "faulted"…
  std::string diagnosis;     // mistake slug; empty without
  std::string fault;         // "<rule>;seed=…;n=…"; empty when none struck
  std::string effect;        // what really happened: "none", "cancelled"
  int status = 0;            // of the answer; 0 when none was sent
  std::string answer;        // first bytes of the answer's body
};

// A program of one file that sends what the client should have sent.
struct Reproducer {
  std::string language;  // "curl", "python", "javascript"
  std::string text;
};

struct CaseResult {
  std::string id;     // "sign/enc/03": unique, stable
  std::string group;  // "sign"
  Level level = Level::must;
  std::string does;     // what the mock does: "answers 503 after the cancel took effect"
  std::string expects;  // what is asked of the client: "does not report the order as open"
  Provenance provenance = Provenance::assumed;
  std::string reference;   // page, section or RFC that the rule rests on
  int since_revision = 1;  // suite revision that brought the case

  Verdict verdict = Verdict::skipped;
  std::string reason;    // one line: why this verdict; empty for a plain pass
  std::string mistake;   // slug of a signing mistake or of a broken rule; empty without
  std::string remedy;    // what to change, one line; empty when unknown
  std::string expected;  // bytes or behaviour; empty when nothing is to be compared
  std::string seen;
  std::string evidence;  // lines for people: what happened in which order, the proof, a dump
  // Known-failing entry that was matched: its reason, for reports.
  std::string known_failing_reason;

  std::optional<int> exit_code;  // nullopt: ended by a signal, or never started
  std::optional<int> signal;     // that ended it
  bool timed_out = false;        // the runner had to end it
  std::string command;           // as run, quoted for a shell
  std::string standard_output;   // its last few kB
  std::string standard_error;
  std::vector<JournalExtract> journal;
  std::string replay;  // the command line that repeats this case alone
  std::vector<Reproducer> reproducers;
  std::int64_t started_at_ms = 0;  // since the run started
  std::int64_t duration_ms = 0;
};

// Something wrong with the run itself rather than with one case.
enum class RunProblem {
  none,
  interrupted,          // SIGINT or SIGTERM; the cases that are left are `skipped`
  nothing_selected,     // there was no case to run
  never_started,        // the client's program could not be run at all
  never_connected,      // the client ran, and sent nothing in any case
  stale_known_failing,  // a listed case passes, or there is none of that name
};

struct RunResult {
  std::string tool_version;  // "0.1.0"
  std::string suite = "client";
  int suite_revision = 1;
  std::uint64_t seed = 0;
  bool strict = false;       // whether `should` counts too
  std::string subject_name;  // short: the program's file name, or what --name says
  std::vector<std::string> subject_command;
  std::int64_t started_at_unix_ms = 0;
  std::int64_t duration_ms = 0;
  std::vector<CaseResult> cases;  // in the suite's order
  RunProblem problem = RunProblem::none;
  std::string problem_text;  // one line; empty when there is none
  // What was asked for and yet not judged, as nobody said how: one line, empty when nothing was.
  std::string not_judged;
  // Lines of the known-failing list that are stale, with why: "sign/enc/03: passes".
  std::vector<std::string> stale;
  int exit_code = 0;  // what the program ends with
};

// Why a case was skipped whose client is a process for many cases; summaries count those.
inline constexpr std::string_view kNeedsOwnProcess = "needs a process of its own";

// counts_against tells whether a verdict makes the run fail.
[[nodiscard]] constexpr bool counts_against(const CaseResult& result, bool strict) {
  if (result.verdict == Verdict::broken) return true;
  if (result.verdict != Verdict::fail) return false;
  return result.level == Level::must || (strict && result.level == Level::should);
}

}  // namespace everstrike::conformance
