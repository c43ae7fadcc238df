#include "conformance/program/conformance_manual.hpp"

namespace everstrike::conformance {

command_line::Manual manual() {
  return {
      .description =
          {"`everstrike-conformance` judges clients of Everstrike's signed REST API, in any "
           "language, from outside: `client` runs one once for each case, against an exchange of "
           "the case's own that behaves well or badly, and looks at what arrived, what was "
           "answered, and what the client made of it. `server` judges an exchange or another mock, "
           "`vectors` a program that signs, `examples` the programs of a documentation page. "
           "`watch` "
           "runs a mock for an ordinary session, a bot's or a test suite's, and judges what it did "
           "there, `journal` does so afterwards.",
           "A case is named by its id (`sign/enc/03`), its group (`outcome`) or a pattern "
           "(`sign/*`). A failed case of level must fails the run, with `--strict` one of level "
           "should does too. Every failure names the mistake, shows what was expected and what was "
           "seen, and prints the line that repeats it."},
      .environment =
          {{"EVERSTRIKE_BASE_URL, EVERSTRIKE_CASE",
            "Set for the client under test, together with its API key, secret and certificates."},
           {"SSL_CERT_FILE, SSL_CERT_DIR",
            "Certificates that `server` believes where `--ca` names none; unless set, those of the "
            "system."},
           {"GITHUB_ACTIONS, GITHUB_STEP_SUMMARY",
            "On GitHub, failures become annotations and the summary page of the step."},
           {"NO_COLOR", "Turns colours off."}},
      .files =
          {{"known failures (--known-failing)",
            "A line for each case: its id, and behind \"#\" the reason. A listed case that "
            "passes, or does not exist, fails the run."},
           {"known findings (--known-failing of watch and journal)",
            "The same, with a rule in place of a case, and behind it, if it is about some API "
            "keys only, a pattern of these."},
           {"journals",
            "NDJSON as \"everstrike-mock serve --journal-file\" writes it, or HAR, the mock's or "
            "another's."},
           {"results (--report json=FILE)",
            "JSON with \"schema\": \"conformance_result_v1\": everything of a run; `report` "
            "shows it again."},
           {"configuration file (--config)",
            "TOML: options by their long names. What stands in a table of a command's name, "
            "such as [client], counts for that command and before the rest."}},
      .examples = {{"everstrike-conformance client --report junit=judge.xml -- python3 client.py",
                    "Judge a client by all cases, and write a report for a CI service:"},
                   {"everstrike-conformance client outcome sign/enc/03 -- ./cancel {id}",
                    "Judge it by some of them:"},
                   {"everstrike-conformance watch -- pytest", "Judge what a test suite does:"},
                   {"everstrike-conformance journal session.ndjson",
                    "Judge a session that is over:"},
                   {"everstrike-conformance list 'retry/*'", "Show what cases ask:"},
                   {"everstrike-conformance vectors --jsonl -- everstrike sign --jsonl",
                    "Put the vectors to a program that signs:"}},
      .see_also = {"everstrike(1)", "everstrike-mock(1)"}};
}

}  // namespace everstrike::conformance
