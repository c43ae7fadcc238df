#include "bench/program/bench_manual.hpp"

namespace everstrike::bench {

command_line::Manual manual() {
  return {
      .description =
          {"`everstrike-bench` says how fast signatures are made on this machine: what the "
           "processor needs at least, what this project's signer needs, and what OpenSSL's "
           "`HMAC()` needs, in one run, so that their ratios mean something. Nothing is compiled "
           "and nothing leaves the machine.",
           "`floor/35` is the SHA-256 compressions of a body of 35 bytes and nothing else; no code "
           "can be faster on a processor with SHA instructions, and where there are none the row "
           "is left out. `sign/35` is `everstrike::signing::sign_into` with a prepared key, and "
           "is compared with the floor. `hmac/35` is what most programs write, compared with "
           "`sign/35`. `floor_batch` and `sign_batch` are the same for many bodies in one call, "
           "for each of them. `verify/35` is compared with `sign/35`. Each waits for the one "
           "before, as a caller would.",
           "`mock/cancel` starts a mock in this process, cancels each of its orders once over "
           "kept connections and tells how many were accepted a second. Load and mock share the "
           "machine, so this is a lower bound of what a mock can do.",
           "Times are the processor's, not the clock's; rows take turns, and median and best are "
           "of the repetitions. Other work on the machine makes the best more telling than the "
           "median, and requests a second telling of nothing."},
      .environment = {{"EVERSTRIKE_SIGNING_BACKEND",
                       "What signs: `shani`, `openssl` or `portable`; the fastest unless said."},
                      {"OPENSSL_ia32cap",
                       "What OpenSSL believes of the processor; told in the "
                       "JSON, since it changes what is compared with."}},
      .files = {{"configuration file (--config)",
                 "TOML: options by their long names, in a table [run]."}},
      .examples = {{"everstrike-bench --quick", "A rough look, in less than a second:"},
                   {"everstrike-bench --only sign --only hmac --repetitions 31",
                    "This project's signer beside OpenSSL's call, more exactly:"},
                   {"everstrike-bench --json >signing.json", "For a program to read:"}},
      .see_also = {"everstrike(1)", "everstrike-mock(1)"}};
}

}  // namespace everstrike::bench
