#include "bench/run.hpp"

#include <benchmark/benchmark.h>
#include <openssl/crypto.h>

#include <cstdlib>
#include <string>

#include "signing/backend.hpp"

namespace everstrike::bench {

std::vector<std::pair<std::string, std::string>> build_facts() {
  // An empty OPENSSL_ia32cap is not the same as none: it switches every extension off.
  const char* capabilities = std::getenv("OPENSSL_ia32cap");
  return {{"backend", std::string(signing::backend_name())},
          {"backend_warning", signing::backend_warning()},
          {"compiler", EVERSTRIKE_COMPILER},
          {"flags", EVERSTRIKE_COMPILER_FLAGS},
          {"openssl", OpenSSL_version(OPENSSL_VERSION)},
          {"OPENSSL_ia32cap",
           capabilities == nullptr ? "(not set)" : "\"" + std::string(capabilities) + "\""}};
}

int run_benchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  for (const auto& [name, value] : build_facts()) benchmark::AddCustomContext(name, value);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace everstrike::bench
