// The kernel on libcrypto's low-level SHA-256, whose context is an open struct: it can start from
// eight kept words, lives on the stack, and takes no lock and no memory. That is worth a factor of
// ten against HMAC() on a short body. Deprecated since OpenSSL 3.0 and nevertheless still there;
// CMake asks whether it is, and sha256_openssl_evp.cpp stands by for the day it isn't.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <iterator>

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_generic.hpp"

namespace everstrike::signing {
namespace {

// None of the calls below can fail: their results say so only for symmetry with other digests.

Sha256State state_after(const Sha256Block& block) noexcept {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, block.data(), block.size());
  Sha256State state;
  std::copy(std::begin(context.h), std::end(context.h), state.begin());
  OPENSSL_cleanse(&context, sizeof context);
  return state;
}

// The digest of a block that led to `state`, followed by `bytes`.
void finish(std::span<unsigned char, kMacBytes> out, const Sha256State& state, const void* bytes,
            std::size_t size) noexcept {
  SHA256_CTX context;  // the block buffer stays unset: nothing is buffered yet
  std::copy(state.begin(), state.end(), std::begin(context.h));
  context.Nl = kSha256BlockBytes * 8;
  context.Nh = 0;
  context.num = 0;
  context.md_len = SHA256_DIGEST_LENGTH;
  SHA256_Update(&context, bytes, size);
  // Overwrites the words that came from the key, so the context needs no wiping.
  SHA256_Final(out.data(), &context);
}

bool is_usable() noexcept { return true; }

void digest(std::span<unsigned char, kMacBytes> out, std::string_view bytes) noexcept {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(out.data(), &context);
  OPENSSL_cleanse(&context, sizeof context);  // `bytes` may be a long secret
}

void prepare(HmacPads& pads, const Sha256Block& inner, const Sha256Block& outer) noexcept {
  pads.inner = state_after(inner);
  pads.outer = state_after(outer);
}

void mac(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
         std::string_view body) noexcept {
  std::array<unsigned char, kMacBytes> inner_digest;
  finish(inner_digest, pads.inner, body.data(), body.size());
  finish(out, pads.outer, inner_digest.data(), inner_digest.size());
}

}  // namespace

constinit const Sha256Kernel kSha256Openssl = {.name = "openssl",
                                               .is_usable = &is_usable,
                                               .digest = &digest,
                                               .prepare = &prepare,
                                               .mac = &mac,
                                               .sign = &sign_by_mac<&mac>,
                                               .verify = &verify_by_mac<&mac>,
                                               .sign_batch = &sign_one_by_one<&mac>};

}  // namespace everstrike::signing
