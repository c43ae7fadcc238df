#include "signing/verifier.hpp"

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/upper_halves.hpp"

namespace everstrike::signing {

bool verify(const PreparedKey& key, std::string_view body, std::string_view signature) noexcept {
  if (signature.size() != kSignatureLength) return false;
  clean_upper_halves();
  return key.kernel().verify(key.pads(), body, std::span<const char, kSignatureLength>(signature));
}

}  // namespace everstrike::signing
