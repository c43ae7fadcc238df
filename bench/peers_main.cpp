// bench_peers: all that bench_signing measures, and in the same run other libraries, each in its
// best use and all with our base64, so that an encoder does not decide the ranking. Only those that
// were found when this was built.
#include "bench/groups.hpp"
#include "bench/run.hpp"

int main(int argc, char** argv) {
  using namespace everstrike::bench;
  register_calibration();
  register_floor();
  register_sign();
  register_sign_batch();
  register_verify();
  register_base64();
  register_form();
  register_peers();
  return run_benchmarks(argc, argv);
}
