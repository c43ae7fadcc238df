// The kernel for a libcrypto that hides its low-level SHA-256 (built with no-deprecated). EVP's
// contexts are opaque, so the pads are two of them and each mac copies them into a context of its
// thread. Up to OpenSSL 3.4 each such copy takes memory; otherwise half as fast as the other one.
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/sha256_generic.hpp"

namespace everstrike::signing {
namespace {

// SHA-256 fails only without memory or without any provider of it. A mac that isn't one must
// never leave this file, and the callers promise not to fail: so there is nothing to go on with.
void require(bool done) noexcept {
  if (done) return;
  std::fputs("everstrike: libcrypto can't compute SHA-256\n", stderr);
  std::abort();
}

class Context {
 public:
  Context() noexcept : context_(EVP_MD_CTX_new()) { require(context_ != nullptr); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(context_); }  // wipes what it held

  void start() noexcept {
    // Fetched once: the lookup costs more than the hash, and it is kept until the process ends.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    require(algorithm != nullptr && EVP_DigestInit_ex(context_, algorithm, nullptr) == 1);
  }
  void continue_from(const Context& other) noexcept {
    require(EVP_MD_CTX_copy_ex(context_, other.context_) == 1);
  }
  void update(const void* bytes, std::size_t size) noexcept {
    require(EVP_DigestUpdate(context_, bytes, size) == 1);
  }
  void finish(std::span<unsigned char, kMacBytes> out) noexcept {
    require(EVP_DigestFinal_ex(context_, out.data(), nullptr) == 1);
  }

 private:
  EVP_MD_CTX* context_;
};

struct Pads {
  Context inner;
  Context outer;
};

bool is_usable() noexcept { return true; }

void digest(std::span<unsigned char, kMacBytes> out, std::string_view bytes) noexcept {
  Context context;
  context.start();
  context.update(bytes.data(), bytes.size());
  context.finish(out);
}

void prepare(HmacPads& pads, const Sha256Block& inner, const Sha256Block& outer) noexcept {
  auto contexts = std::make_shared<Pads>();
  contexts->inner.start();
  contexts->inner.update(inner.data(), inner.size());
  contexts->outer.start();
  contexts->outer.update(outer.data(), outer.size());
  pads.contexts = std::move(contexts);
}

void mac(std::span<unsigned char, kMacBytes> out, const HmacPads& pads,
         std::string_view body) noexcept {
  const auto& contexts = *static_cast<const Pads*>(pads.contexts.get());
  thread_local Context context;
  std::array<unsigned char, kMacBytes> inner_digest;
  context.continue_from(contexts.inner);
  context.update(body.data(), body.size());
  context.finish(inner_digest);
  context.continue_from(contexts.outer);
  context.update(inner_digest.data(), inner_digest.size());
  context.finish(out);
}

}  // namespace

constinit const Sha256Kernel kSha256OpensslEvp = {.name = "openssl_evp",
                                                  .is_usable = &is_usable,
                                                  .digest = &digest,
                                                  .prepare = &prepare,
                                                  .mac = &mac,
                                                  .sign = &sign_by_mac<&mac>,
                                                  .verify = &verify_by_mac<&mac>,
                                                  .sign_batch = &sign_one_by_one<&mac>};

}  // namespace everstrike::signing
