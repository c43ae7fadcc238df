// Verifying what a request brought: right, wrong in its first and in its last character. The three
// must not differ.
#include <vector>

#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

namespace everstrike::bench {
namespace {

// In a chain, like signing: the next body's address depends on the verdict.
void time_verify(benchmark::State& state, std::size_t wrong_at, bool is_right) {
  const signing::PreparedKey key(kSecret);
  const Bodies bodies(35);
  std::vector<std::string> signatures;
  for (const std::string_view body : bodies.views()) {
    signatures.push_back(signing::sign(key, body));
    if (!is_right) signatures.back()[wrong_at] = '*';
    if (signing::verify(key, body, signatures.back()) != is_right) {
      state.SkipWithError("gives the wrong verdict");
    }
  }
  const std::size_t zero = hidden_zero();
  std::size_t i = 0;
  std::size_t offset = 0;
  for (auto _ : state) {
    const std::string_view body(bodies[i].data() + offset, bodies[i].size());
    const bool verdict = signing::verify(key, body, signatures[i]);
    offset = static_cast<std::size_t>(verdict) & zero;
    benchmark::DoNotOptimize(offset);
    i = i + 1 < bodies.size() ? i + 1 : 0;
  }
}

}  // namespace

void register_verify() {
  benchmark::RegisterBenchmark("verify/chain/35", &time_verify, 0, true);
  benchmark::RegisterBenchmark("verify_wrong_first/chain/35", &time_verify, 0, false);
  benchmark::RegisterBenchmark("verify_wrong_last/chain/35", &time_verify,
                               signing::kSignatureLength - 1, false);
}

}  // namespace everstrike::bench
