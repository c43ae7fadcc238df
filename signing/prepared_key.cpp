#include "signing/prepared_key.hpp"

#include <openssl/crypto.h>

#include <algorithm>

#include "signing/sha256.hpp"

namespace everstrike::signing {

PreparedKey::PreparedKey(std::string_view secret) noexcept : PreparedKey(secret, sha256_kernel()) {}

PreparedKey::PreparedKey(std::string_view secret, const Sha256Kernel& kernel) noexcept
    : kernel_(&kernel) {
  Sha256Block inner{};
  if (secret.size() > inner.size()) {
    kernel.digest(std::span(inner).first<kMacBytes>(), secret);
  } else {
    std::copy(secret.begin(), secret.end(), inner.begin());
  }
  Sha256Block outer = inner;
  for (unsigned char& byte : inner) byte ^= 0x36;
  for (unsigned char& byte : outer) byte ^= 0x5c;
  kernel.prepare(pads_, inner, outer);
  OPENSSL_cleanse(inner.data(), inner.size());
  OPENSSL_cleanse(outer.data(), outer.size());
}

PreparedKey::~PreparedKey() {
  OPENSSL_cleanse(pads_.inner.data(), sizeof pads_.inner);
  OPENSSL_cleanse(pads_.outer.data(), sizeof pads_.outer);
}

}  // namespace everstrike::signing
