// Many bodies, one key, by each back end: sign_batch/<back end>/<bytes>/<number>, and sign_loop for
// the loop that it replaces. The time is that of the whole batch; items per second are signatures.
#include <vector>

#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

// A batch of some bodies, or the loop that it replaces.
template <bool kIsBatch>
void time_batch(benchmark::State& state, const signing::Sha256Kernel& kernel,
                std::size_t body_bytes, std::size_t num) {
  const signing::PreparedKey key(kSecret, kernel);
  const Bodies bodies(body_bytes);
  std::vector<std::string_view> batch;
  for (std::size_t i = 0; i < num; ++i) batch.push_back(bodies[i % bodies.size()]);
  std::vector<signing::Signature> out(num);
  signing::sign_batch(out, key, batch);
  for (std::size_t i = 0; i < num; ++i) require_equal("sign_batch", out[i], batch[i]);
  for (auto _ : state) {
    if constexpr (kIsBatch) {
      signing::sign_batch(out, key, batch);
    } else {
      for (std::size_t i = 0; i < num; ++i) signing::sign_into(out[i], key, batch[i]);
    }
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(num));
}

}  // namespace

void register_sign_batch() {
  for (const std::size_t body_bytes : {35U, 1024U}) {
    for (const std::size_t num : {4U, 16U, 256U}) {
      for (const signing::Sha256Kernel* kernel : signing::sha256_kernels()) {
        if (!kernel->is_usable()) continue;
        const std::string tail = "/" + std::string(kernel->name) + "/" +
                                 std::to_string(body_bytes) + "/" + std::to_string(num);
        benchmark::RegisterBenchmark(("sign_batch" + tail).c_str(), [=](auto& state) {
          time_batch<true>(state, *kernel, body_bytes, num);
        });
        benchmark::RegisterBenchmark(("sign_loop" + tail).c_str(), [=](auto& state) {
          time_batch<false>(state, *kernel, body_bytes, num);
        });
      }
    }
  }
}

}  // namespace everstrike::bench
