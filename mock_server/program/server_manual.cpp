#include "mock_server/program/server_manual.hpp"

namespace everstrike::mock_server {

command_line::Manual manual() {
  return {
      .description =
          {"`everstrike-mock` answers Everstrike's signed REST API (`POST /auth/cancel` and its "
           "neighbours) on this machine. It checks signatures over the raw body, says why it "
           "refused one, and fails on demand, before or after a cancel took effect. It is for a "
           "client's tests in CI, for work without a network, and for finding out what a client "
           "does when the outcome of a cancel is unclear.",
           "When it is ready it prints where it listens, an API key with its secret, an order id "
           "and a signed command that cancels that order. `SIGTERM` and `SIGINT` let it finish "
           "what it is answering; a second one ends it at once. `SIGHUP` begins the journal file "
           "anew "
           "if it was moved or deleted.",
           "On the same port, under `/mock/`, stand the journal of all requests, a live page, and "
           "what changes accounts, orders and faults while it runs.",
           "No command at all means `serve`."},
      .environment =
          {{"EVERSTRIKE_SIGNING_BACKEND",
            "What signs: `shani`, `openssl` or `portable`; the fastest unless said. "
            "Signatures are the same."},
           {"EVERSTRIKE_ALLOW_CORE",
            "`1` lets the program leave a core dump, in which its secrets would stand."}},
      .files =
          {{"accounts file (--accounts)",
            "JSON with \"schema\": \"accounts_v1\": API keys, their secrets, and their orders."},
           {"scenario file (--scenario)",
            "JSON with \"schema\": \"scenario_v1\": a seed, and rules that say which fault strikes "
            "when."},
           {"configuration file (--config)",
            "TOML: options by their long names. What stands in a table of a command's name, such "
            "as [serve], counts for that command and before the rest."},
           {"journal file (--journal-file)",
            "A JSON object a line for every request, written before its answer leaves."}},
      .examples =
          {{"everstrike-mock serve --listen 127.0.0.1:0 --port-file port",
            "Listen on any free port, and write it to the file port when ready:"},
           {"everstrike-mock serve --fail-first 1 --fail-phase after_effect",
            "Answer 503 to the first cancel of each API key, although it takes effect:"},
           {"everstrike-mock plan --scenario flaky.json --api-key demo-key",
            "Print what a scenario will do to the requests of one API key:"},
           {"everstrike-mock with-trust -- node cancel.js",
            "Run a program that names the exchange's own host, unchanged:"},
           {"everstrike-mock completion bash >/etc/bash_completion.d/everstrike-mock",
            "Let bash complete commands and options, where the package did not see to it:"}},
      .see_also = {"everstrike(1)", "everstrike-conformance(1)"}};
}

}  // namespace everstrike::mock_server
