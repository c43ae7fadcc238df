#include "signing/verifier.hpp"

#include <openssl/crypto.h>

#include <array>

#include "signing/signer.hpp"

namespace everstrike::signing {

bool verify(const PreparedKey& key, std::string_view body, std::string_view signature) noexcept {
  if (signature.size() != kSignatureLength) return false;
  std::array<char, kSignatureLength> expected;
  sign_into(expected, key, body);
  return CRYPTO_memcmp(expected.data(), signature.data(), expected.size()) == 0;
}

}  // namespace everstrike::signing
