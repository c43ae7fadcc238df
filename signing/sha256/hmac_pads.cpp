#include "signing/sha256/hmac_pads.hpp"

#include <openssl/crypto.h>

#include <algorithm>

#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {

void prepare_pads(const Sha256Kernel& kernel, HmacPads& pads, std::string_view secret) noexcept {
  Sha256Block inner{};
  if (secret.size() > inner.size()) {
    kernel.digest(std::span(inner).first<kMacBytes>(), secret);
  } else {
    std::copy(secret.begin(), secret.end(), inner.begin());
  }
  Sha256Block outer = inner;
  for (unsigned char& byte : inner) byte ^= 0x36;
  for (unsigned char& byte : outer) byte ^= 0x5c;
  kernel.prepare(pads, inner, outer);
  OPENSSL_cleanse(inner.data(), inner.size());
  OPENSSL_cleanse(outer.data(), outer.size());
}

void wipe(HmacPads& pads) noexcept {
  OPENSSL_cleanse(pads.inner.data(), sizeof pads.inner);
  OPENSSL_cleanse(pads.outer.data(), sizeof pads.outer);
}

}  // namespace everstrike::signing
