// The two ways to time a signer, which give different numbers and are never mixed:
// chain: the next body's address depends on the last signature. The latency that a caller feels.
// indep: one call after the other on unrelated bodies. The processor overlaps two of them; this
//        is the throughput of a plain loop.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

#include "bench/bodies.hpp"
#include "signing/signature.hpp"

namespace everstrike::bench {

// A zero that no compiler knows to be one.
inline std::size_t hidden_zero() {
  std::size_t zero = 0;
  benchmark::DoNotOptimize(zero);
  return zero;
}

// `sign(out, i, offset)` signs body i, whose address it takes `offset` bytes further on (always 0).
template <class Sign>
void time_chain(benchmark::State& state, std::size_t num_bodies, const Sign& sign) {
  const std::size_t zero = hidden_zero();
  alignas(64) signing::Signature out{};
  std::size_t i = 0;
  std::size_t offset = 0;
  for (auto _ : state) {
    sign(out, i, offset);
    benchmark::DoNotOptimize(out);
    offset = static_cast<unsigned char>(out[0]) & zero;
    i = i + 1 < num_bodies ? i + 1 : 0;
  }
}

template <class Sign>
void time_indep(benchmark::State& state, std::size_t num_bodies, const Sign& sign) {
  alignas(64) signing::Signature out{};
  std::size_t i = 0;
  for (auto _ : state) {
    sign(out, i, 0);
    benchmark::DoNotOptimize(out);
    benchmark::ClobberMemory();
    i = i + 1 < num_bodies ? i + 1 : 0;
  }
}

// Registers <name>/chain/<bytes> and <name>/indep/<bytes>. `sign` is copied.
template <class Sign>
void register_both(const std::string& name, std::size_t body_bytes, std::size_t num_bodies,
                   const Sign& sign) {
  const std::string tail = "/" + std::to_string(body_bytes);
  benchmark::RegisterBenchmark((name + "/chain" + tail).c_str(),
                               [=](auto& state) { time_chain(state, num_bodies, sign); });
  benchmark::RegisterBenchmark((name + "/indep" + tail).c_str(),
                               [=](auto& state) { time_indep(state, num_bodies, sign); });
}

// The same for anything that signs a string_view, after one look at what it gives: a signer whose
// answer differs from OpenSSL's is not worth timing, and ends the program.
using SignBody = void (*)(signing::Signature& out, std::string_view body);
void register_signer(const std::string& name, SignBody sign);
void require_equal(const std::string& name, const signing::Signature& signature,
                   std::string_view body);

}  // namespace everstrike::bench
