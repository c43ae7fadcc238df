#include "bench/run.hpp"

#include <benchmark/benchmark.h>
#include <openssl/crypto.h>

#include <cstdlib>
#include <string>

#include "signing/backend.hpp"

namespace everstrike::bench {

int run_benchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  // An empty OPENSSL_ia32cap is not the same as none: it switches every extension off.
  const char* capabilities = std::getenv("OPENSSL_ia32cap");
  benchmark::AddCustomContext("backend", std::string(signing::backend_name()));
  benchmark::AddCustomContext("backend_warning", signing::backend_warning());
  benchmark::AddCustomContext("compiler", EVERSTRIKE_COMPILER);
  benchmark::AddCustomContext("flags", EVERSTRIKE_COMPILER_FLAGS);
  benchmark::AddCustomContext("openssl", OpenSSL_version(OPENSSL_VERSION));
  benchmark::AddCustomContext("OPENSSL_ia32cap", capabilities == nullptr
                                                     ? "(not set)"
                                                     : "\"" + std::string(capabilities) + "\"");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace everstrike::bench
