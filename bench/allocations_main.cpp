// bench_allocations: how often each call asks for memory, counted at malloc itself (glibc). Prints
// one JSON object, with what was built beside it; OpenSSL's HMAC() stands beside ours to show that
// the counter counts.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

#include "bench/bodies.hpp"
#include "bench/run.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

extern "C" void* __libc_malloc(std::size_t size);  // NOLINT: glibc's own name

namespace {
thread_local std::size_t num_allocations = 0;
}

extern "C" void* malloc(std::size_t size) {
  ++num_allocations;
  return __libc_malloc(size);
}

namespace everstrike::bench {
namespace {

template <class Call>
double per_call(const Call& call) {
  call(0);  // what happens once only is not the call's
  constexpr std::size_t kCalls = 1000;
  const std::size_t before = num_allocations;
  for (std::size_t i = 0; i < kCalls; ++i) call(i);
  return static_cast<double>(num_allocations - before) / kCalls;
}

void run() {
  const Bodies bodies(35);
  const signing::PreparedKey key(kSecret);
  const std::string signature = signing::sign(key, bodies[0]);
  signing::Signature out{};
  std::vector<signing::Signature> outs(bodies.size());
  unsigned char mac[64];
  bool verdict = false;
  const double sign =
      per_call([&](std::size_t i) { signing::sign_into(out, key, bodies[i % bodies.size()]); });
  const double verify =
      per_call([&](std::size_t) { verdict |= signing::verify(key, bodies[0], signature); });
  const double batch =
      per_call([&](std::size_t) { signing::sign_batch(outs, key, bodies.views()); });
  const double hmac = per_call([&](std::size_t) {
    HMAC(EVP_sha256(), kSecret.data(), static_cast<int>(kSecret.size()),
         reinterpret_cast<const unsigned char*>(bodies[0].data()), bodies[0].size(), mac, nullptr);
  });
  nlohmann::json build = nlohmann::json::object();
  for (const auto& [name, value] : build_facts()) build[name] = value;
  std::cout << nlohmann::json{{"build", build},
                              {"allocations",
                               {{"sign", sign},
                                {"verify", verify},
                                {"sign_batch", batch},
                                {"hmac_call", hmac}}},
                              {"verified", verdict}}
            << "\n";
}

}  // namespace
}  // namespace everstrike::bench

int main() {
  everstrike::bench::run();
  return 0;
}
