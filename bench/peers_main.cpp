// bench_peers: other libraries beside the floor and us, each in its best use, all with our base64
// so that an encoder does not decide the ranking. Only those that were found when this was built.
#include "bench/groups.hpp"
#include "bench/run.hpp"

int main(int argc, char** argv) {
  using namespace everstrike::bench;
  register_calibration();
  register_floor();
  register_sign();
  register_peers();
  return run_benchmarks(argc, argv);
}
