// bench_signing: floor, ours and OpenSSL's HMAC() in one binary and one run, so that ratios mean
// something. script/bench runs it several times and judges the medians.
#include "bench/groups.hpp"
#include "bench/run.hpp"

int main(int argc, char** argv) {
  using namespace everstrike::bench;
  register_calibration();
  register_floor();
  register_sign();
  register_sign_batch();
  register_halves();
  register_verify();
  register_base64();
  register_form();
  return run_benchmarks(argc, argv);
}
