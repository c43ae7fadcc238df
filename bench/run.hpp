// What the benchmark programs share: facts about this run in the result's context, and the run.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace everstrike::bench {

// build_facts gives what was built and what it runs on, by name: back end, compiler, flags, OpenSSL
// at run time and its processor override.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> build_facts();

// run_benchmarks adds the build's facts to the context and runs what was registered, by the
// library's own command line. Gives main()'s exit code.
int run_benchmarks(int argc, char** argv);

}  // namespace everstrike::bench
