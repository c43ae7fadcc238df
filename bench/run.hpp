// What the benchmark programs share: facts about this run in the result's context, and the run.
#pragma once

namespace everstrike::bench {

// run_benchmarks adds the context (back end, compiler, OpenSSL at run time, its processor override)
// and runs what was registered, by the library's own command line. Gives main()'s exit code.
int run_benchmarks(int argc, char** argv);

}  // namespace everstrike::bench
