#include "client/program/everstrike_manual.hpp"

namespace everstrike::client {

command_line::Manual manual() {
  return {
      .description =
          {"`everstrike` cancels an order of Everstrike's signed REST API, and says truthfully "
           "what "
           "became of it: `confirmed`, `rejected`, or `unknown` where the answer was lost or "
           "leaves "
           "it open. It verifies certificates always, follows no redirects, and tries again only "
           "where that can't do harm. A filled order is not cancelled: it is `rejected (filled)`. "
           "Not found after an answer that was lost, and a status without the exchange's own "
           "words, "
           "prove nothing and leave it `unknown`; docs/claims.md has the whole table.",
           "`cancel --json` prints one object: `outcome`, `inferred`, `filled`, `order_id`, "
           "`reason`, "
           "`order` (the order as the last answer told it, or null), `qty_filled` (what of it was "
           "filled, a number or null), `signed_by`, and the `attempts`.",
           "It also makes, checks and explains single signatures, and with `--jsonl` any number of "
           "them: one JSON object a line in, one out, in the same order, with members it doesn't "
           "know passed on. A line that can't be answered gets an object with \"error\"."},
      .environment = {{"EVERSTRIKE_SIGNING_BACKEND",
                       "What signs: `shani`, `openssl` or `portable`; the fastest unless said. "
                       "Signatures are the same."},
                      {"SSL_CERT_FILE, SSL_CERT_DIR",
                       "Certificates that `cancel` believes, a file or folders, "
                       "where `--ca` names none; unless set, those of the system."}},
      .files = {{"secret file (--secret-file)",
                 "The secret as it is; one line end at its end is not part of it."},
                {"configuration file (--config)",
                 "TOML: options by their long names. What stands in a table of a command's name, "
                 "such as [cancel], counts for that command and before the rest."}},
      .examples =
          {{"export EVERSTRIKE_API_KEY=demo-key EVERSTRIKE_SECRET_KEY=demo-secret\n"
            "everstrike cancel --base-url http://127.0.0.1:8080 \\\n"
            "    849cdea0395411e98f54b395ae9c7bb6",
            "Cancel an order of the mock's demo account:"},
           {"everstrike sign --secret-file secret --param id=849cdea0395411e98f54b395ae9c7bb6",
            "Print the signature of a body made of parameters:"},
           {"everstrike explain --secret-file secret --body id=1 --signature 0dc6f2",
            "Say by which mistake a refused signature came about:"}},
      .see_also = {"everstrike-mock(1)", "everstrike-conformance(1)"}};
}

}  // namespace everstrike::client
