// Signing: ours through the public door, each kernel of ours, and what most programs in C++ write.
#include "bench/groups.hpp"
#include "bench/hmac_call.hpp"
#include "bench/timing.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

void sign_ours(signing::Signature& out, std::string_view body) {
  static const signing::PreparedKey key(kSecret);
  signing::sign_into(out, key, body);
}

template <const signing::Sha256Kernel& kKernel>
void sign_by(signing::Signature& out, std::string_view body) {
  static const signing::PreparedKey key(kSecret, kKernel);
  signing::sign_into(out, key, body);
}

// Both threads share one key: whatever they write to in common would show.
void two_threads(benchmark::State& state) {
  static const signing::PreparedKey key(kSecret);
  static const Bodies bodies(35);
  time_indep(state, bodies.size(), [](signing::Signature& out, std::size_t i, std::size_t) {
    signing::sign_into(out, key, bodies[i]);
  });
}

void two_threads_hmac_call(benchmark::State& state) {
  static const Bodies bodies(35);
  time_indep(state, bodies.size(), [](signing::Signature& out, std::size_t i, std::size_t) {
    sign_by_hmac_call(out, bodies[i]);
  });
}

}  // namespace

void register_sign() {
  register_signer("sign", &sign_ours);
#ifdef EVERSTRIKE_HAVE_SHA256_CTX
  register_signer("sign_openssl", &sign_by<signing::kSha256Openssl>);
#endif
  register_signer("sign_openssl_evp", &sign_by<signing::kSha256OpensslEvp>);
  register_signer("sign_portable", &sign_by<signing::kSha256Portable>);
  register_signer("hmac_call", &sign_by_hmac_call);
  for (const int num_threads : {1, 2}) {
    benchmark::RegisterBenchmark("threads/sign/35", &two_threads)->Threads(num_threads);
    benchmark::RegisterBenchmark("threads/hmac_call/35", &two_threads_hmac_call)
        ->Threads(num_threads);
  }
}

}  // namespace everstrike::bench
