// Each back end with the upper halves of the vector registers as a tidy caller leaves them, and as
// one compiled for AVX may: halves/<back end>/<call>/clean and /dirty. What is done to the
// registers before each call is as many instructions in both.
#include <vector>

#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/sha256/upper_halves_for_test.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

constexpr std::size_t kShortBytes = 35;
constexpr std::size_t kNumInBatch = 16;

template <class Call>
void time_with_halves(benchmark::State& state, bool is_dirty, const Call& call) {
  for (auto _ : state) {
    is_dirty ? signing::dirty_upper_halves() : signing::fill_lower_halves();
    call();
    benchmark::ClobberMemory();
  }
}

void register_halves_of(const signing::Sha256Kernel& kernel, bool is_dirty) {
  const std::string head = "halves/" + std::string(kernel.name);
  const std::string tail = is_dirty ? "/dirty" : "/clean";
  for (const std::size_t body_bytes : {kShortBytes, std::size_t{1024}}) {
    benchmark::RegisterBenchmark(
        (head + "/sign/" + std::to_string(body_bytes) + tail).c_str(),
        [=, &kernel](benchmark::State& state) {
          const signing::PreparedKey key(kSecret, kernel);
          const Bodies bodies(body_bytes);
          signing::Signature out{};
          time_with_halves(state, is_dirty, [&] { signing::sign_into(out, key, bodies[0]); });
        });
  }
  benchmark::RegisterBenchmark((head + "/sign_batch/" + std::to_string(kShortBytes) + tail).c_str(),
                               [=, &kernel](benchmark::State& state) {
                                 const signing::PreparedKey key(kSecret, kernel);
                                 const Bodies bodies(kShortBytes);
                                 std::vector<std::string_view> batch;
                                 for (std::size_t i = 0; i < kNumInBatch; ++i)
                                   batch.push_back(bodies[i % bodies.size()]);
                                 std::vector<signing::Signature> out(batch.size());
                                 time_with_halves(state, is_dirty,
                                                  [&] { signing::sign_batch(out, key, batch); });
                               });
}

}  // namespace

void register_halves() {
  if (!signing::cpu_features().has_avx) return;
  for (const signing::Sha256Kernel* kernel : signing::sha256_kernels()) {
    if (!kernel->is_usable()) continue;
    for (const bool is_dirty : {false, true}) register_halves_of(*kernel, is_dirty);
  }
}

}  // namespace everstrike::bench
