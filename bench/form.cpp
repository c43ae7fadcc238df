// Building the body of a cancel, and taking a received one apart.
#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/canonical_body.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::bench {
namespace {

void encode(benchmark::State& state, const signing::Parameters& parameters) {
  for (auto _ : state) {
    std::string body = signing::canonical_body(parameters, signing::Dialect::javascript);
    benchmark::DoNotOptimize(body.data());
  }
}

void decode(benchmark::State& state, const std::string& body) {
  for (auto _ : state) {
    auto fields = signing::decode_form(body);
    benchmark::DoNotOptimize(fields);
  }
}

}  // namespace

void register_form() {
  const signing::Parameters short_one = {{"id", "849cdea0395411e98f54b395ae9c7bb6"}};
  const signing::Parameters hostile = {{"id", std::string(1000, '\xfe')}};
  const auto short_body = signing::canonical_body(short_one, signing::Dialect::javascript);
  const auto hostile_body = signing::canonical_body(hostile, signing::Dialect::javascript);
  benchmark::RegisterBenchmark("form_encode/35", [=](auto& state) { encode(state, short_one); });
  benchmark::RegisterBenchmark("form_encode/3003_escaped",
                               [=](auto& state) { encode(state, hostile); });
  benchmark::RegisterBenchmark("form_decode/35", [=](auto& state) { decode(state, short_body); });
  benchmark::RegisterBenchmark("form_decode/3003_escaped",
                               [=](auto& state) { decode(state, hostile_body); });
}

}  // namespace everstrike::bench
