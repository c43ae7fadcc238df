// The floor's rows: the compressions alone (compressions.hpp), of one body and of a batch.
#include <memory>
#include <vector>

#include "bench/compressions.hpp"
#include "bench/groups.hpp"
#include "bench/timing.hpp"

namespace everstrike::bench {
namespace {

void register_batch_floor(std::size_t body_bytes, std::size_t num) {
  const Bodies bodies(body_bytes);
  const auto compressions = std::make_shared<const Compressions>(bodies);
  std::vector<signing::Signature> once(num);
  compressions->batch(once);
  for (std::size_t i = 0; i < num; ++i) {
    require_equal("floor_batch", Compressions::text_of(once[i]), bodies[i % bodies.size()]);
  }
  benchmark::RegisterBenchmark(
      ("floor_batch/" + std::to_string(body_bytes) + "/" + std::to_string(num)).c_str(),
      [=](benchmark::State& state) {
        std::vector<signing::Signature> out(num);
        for (auto _ : state) {
          compressions->batch(out);
          benchmark::DoNotOptimize(out.data());
          benchmark::ClobberMemory();
        }
      });
}

}  // namespace

void register_floor() {
  if (!can_compress()) return;
  for (const std::size_t body_bytes : kBodyBytes) {
    const Bodies bodies(body_bytes);
    const auto compressions = std::make_shared<const Compressions>(bodies);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      signing::Signature out{};
      compressions->one(out, i, 0);
      require_equal("floor", Compressions::text_of(out), bodies[i]);
    }
    register_both("floor", body_bytes, bodies.size(),
                  [=](signing::Signature& out, std::size_t i, std::size_t offset) {
                    compressions->one(out, i, offset);
                  });
  }
  for (const std::size_t body_bytes : {35U, 1024U}) {
    for (const std::size_t num : {4U, 16U, 256U}) register_batch_floor(body_bytes, num);
  }
}

}  // namespace everstrike::bench
