// bench_diagnose: what it costs to say why a signature is wrong.
#include "bench/groups.hpp"
#include "bench/run.hpp"

int main(int argc, char** argv) {
  using namespace everstrike::bench;
  register_calibration();
  register_diagnose();
  register_answer();
  return run_benchmarks(argc, argv);
}
