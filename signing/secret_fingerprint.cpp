#include "signing/secret_fingerprint.hpp"

#include <openssl/evp.h>

#include <array>
#include <string_view>

#include "signing/text/hex.hpp"

namespace everstrike::signing {

std::string SecretFingerprint::text() const {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes") + ", SHA-256 begins with " +
         sha256_begins;
}

SecretFingerprint fingerprint(const Secret& secret) {
  constexpr std::size_t kShownBytes = 3;
  const std::string_view bytes = secret.reveal();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  SecretFingerprint result{.bytes = bytes.size()};
  std::string begin(digest.begin(), digest.begin() + kShownBytes);
  append_hex(result.sha256_begins, begin);
  return result;
}

}  // namespace everstrike::signing
