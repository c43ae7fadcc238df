// bench_latency: the distribution of single calls, which an average hides. Reads a clock around
// each call, so everything is a multiple of the clock's step, which is printed with it: for tails
// only, never for medians. Prints one JSON object. The maxima are mostly the machine's doing.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/bodies.hpp"
#include "bench/timing.hpp"
#include "signing/backend.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

#ifdef EVERSTRIKE_HAVE_SHANI
#include <x86intrin.h>
#endif

namespace everstrike::bench {
namespace {

#ifdef EVERSTRIKE_HAVE_SHANI
// Waits for what stands before it, and lets nothing behind it start early.
std::uint64_t ticks() noexcept {
  unsigned processor = 0;
  const std::uint64_t now = __rdtscp(&processor);
  _mm_lfence();
  return now;
}
constexpr const char* kClock = "time stamp counter";
#else
std::uint64_t ticks() noexcept {
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}
constexpr const char* kClock = "steady clock";
#endif

double ns_per_tick() {
  const auto start = std::chrono::steady_clock::now();
  const std::uint64_t first = ticks();
  while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(50)) {
  }
  const std::uint64_t last = ticks();
  const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
  return passed.count() / static_cast<double>(last - first);
}

std::uint64_t smallest_step() {
  std::uint64_t step = ~0ULL;
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t first = ticks();
    const std::uint64_t second = ticks();
    if (second > first) step = std::min(step, second - first);
  }
  return step;
}

constexpr int kCalls = 200'000;

template <class Call>
std::vector<std::uint64_t> distribution(const Call& call) {
  std::vector<std::uint64_t> times;
  times.reserve(kCalls);
  for (std::size_t i = 0; i < kCalls; ++i) {
    const std::uint64_t start = ticks();
    call(i);
    times.push_back(ticks() - start);
  }
  std::sort(times.begin(), times.end());
  return times;
}

void print(const char* name, const std::vector<std::uint64_t>& times, std::uint64_t empty,
           double scale, bool is_last = false) {
  const auto at = [&](double share) {
    const auto index = static_cast<std::size_t>(share * static_cast<double>(times.size() - 1));
    const std::uint64_t ticks_spent = times[index] > empty ? times[index] - empty : 0;
    return static_cast<double>(ticks_spent) * scale;
  };
  std::printf(
      "    {\"name\": \"%s\", \"p50\": %.0f, \"p99\": %.0f, \"p99.9\": %.0f, \"p99.99\": %.0f, "
      "\"max\": %.0f}%s\n",
      name, at(0.5), at(0.99), at(0.999), at(0.9999), at(1), is_last ? "" : ",");
}

void run() {
  const double scale = ns_per_tick();
  const Bodies bodies(35);
  const signing::PreparedKey ours(kSecret);
  const signing::PreparedKey openssl(kSecret, signing::kSha256OpensslEvp);
  const std::string signature = signing::sign(ours, bodies[0]);
  signing::Signature out{};
  unsigned char mac[64];

  auto empty_times = distribution([](std::size_t) {});
  const std::uint64_t empty = empty_times[empty_times.size() / 2];
  std::printf("{\"clock\": \"%s\", \"step_ns\": %.1f, \"empty_ns\": %.1f, \"calls\": %d,\n", kClock,
              static_cast<double>(smallest_step()) * scale, static_cast<double>(empty) * scale,
              kCalls);
  std::printf(" \"backend\": \"%s\",\n \"rows\": [\n",
              std::string(signing::backend_name()).c_str());
  print("sign", distribution([&](std::size_t i) {
          signing::sign_into(out, ours, bodies[i % bodies.size()]);
          benchmark::DoNotOptimize(out);
        }),
        empty, scale);
  print("verify", distribution([&](std::size_t) {
          bool verdict = signing::verify(ours, bodies[0], signature);
          benchmark::DoNotOptimize(verdict);
        }),
        empty, scale);
  print("sign_openssl_evp", distribution([&](std::size_t i) {
          signing::sign_into(out, openssl, bodies[i % bodies.size()]);
          benchmark::DoNotOptimize(out);
        }),
        empty, scale);
  print("hmac_call", distribution([&](std::size_t i) {
          const std::string_view body = bodies[i % bodies.size()];
          HMAC(EVP_sha256(), kSecret.data(), static_cast<int>(kSecret.size()),
               reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac, nullptr);
          benchmark::DoNotOptimize(mac);
        }),
        empty, scale, true);
  std::printf(" ]}\n");
}

}  // namespace
}  // namespace everstrike::bench

int main() {
  everstrike::bench::run();
  return 0;
}
