// What a diagnosis costs: for a right signature (which is verified and looked at once), for
// mistakes that are found at once or late, and for noise, which goes through the whole catalogue.
// The row's `digests` counts how many were computed.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/groups.hpp"
#include "signing/base64.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

using diagnosis::Depth;

const signing::Secret& secret() {
  static const signing::Secret kSecret("demo-secret");
  return kSecret;
}

std::string signature_of(const std::string& text) {
  return signing::sign(signing::PreparedKey(secret()), text);
}

void time_diagnosis(benchmark::State& state, const std::string& body, const std::string& signature,
                    Depth depth) {
  const diagnosis::Refused refused{
      .body = body, .signature = signature, .api_key = "demo-key", .secret = &secret()};
  std::size_t digests = 0;
  for (auto _ : state) {
    const diagnosis::Diagnosis found = diagnosis::diagnose(refused, {.depth = depth});
    digests = found.digests;
    benchmark::DoNotOptimize(digests);
  }
  state.counters["digests"] = static_cast<double>(digests);
}

}  // namespace

void register_diagnose() {
  const std::string one = "id=392392320eoweqwie3";
  const std::string three =
      "timestamp=1551137077642&recv_window=5000&id=849cdea0395411e98f54b395ae9c7bb6";
  const std::string hostile = "pair=USD+BTC&reduce_only=true&qty=0.00001&id=a+b%7Ec%2Ad%C3%A9";
  const std::string noise = signing::base64_encode(std::string(32, 'n'));
  std::string long_body = "id=";
  while (long_body.size() < 64 * 1024) long_body += "a%20b";
  const auto add = [](const std::string& name, const std::string& body,
                      const std::string& signature, Depth depth) {
    benchmark::RegisterBenchmark(("diagnose/" + name).c_str(), [=](benchmark::State& state) {
      time_diagnosis(state, body, signature, depth);
    })->Unit(benchmark::kMicrosecond);
  };
  add("right/one_field", one, signature_of(one), Depth::quick);
  add("right_but_off/one_field", one, signature_of(one), Depth::off);
  add("line_break_in_signature/one_field", one, signature_of(one) + "\n", Depth::quick);
  add("line_end_signed/one_field", one, signature_of(one + "\n"), Depth::quick);
  add("noise/quick/one_field", one, noise, Depth::quick);
  add("noise/quick/three_fields", three, noise, Depth::quick);
  add("noise/quick/encoded_fields", hostile, noise, Depth::quick);
  add("noise/quick/64_kib", long_body, noise, Depth::quick);
  add("noise/deep/one_field", one, noise, Depth::deep);
  add("noise/deep/encoded_fields", hostile, noise, Depth::deep);
  std::string kilobyte = hostile;
  while (kilobyte.size() < 1000) kilobyte += "&x" + std::to_string(kilobyte.size()) + "=1.50+%7Ee";
  std::string megabyte = "id=";
  while (megabyte.size() < 1024 * 1024) megabyte += "a%20b";
  add("noise/quick/1_kb", kilobyte, noise, Depth::quick);
  add("noise/deep/1_kb", kilobyte, noise, Depth::deep);
  add("noise/quick/1_mb", megabyte, noise, Depth::quick);
  add("noise/deep/1_mb", megabyte, noise, Depth::deep);
}

}  // namespace everstrike::bench
