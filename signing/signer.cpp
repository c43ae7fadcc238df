#include "signing/signer.hpp"

#include <cassert>

#include "signing/sha256/sha256.hpp"
#include "signing/sha256/upper_halves.hpp"

namespace everstrike::signing {

void mac_into(std::span<unsigned char, kMacBytes> out, const PreparedKey& key,
              std::string_view body) noexcept {
  clean_upper_halves();
  key.kernel().mac(out, key.pads(), body);
}

void sign_into(std::span<char, kSignatureLength> out, const PreparedKey& key,
               std::string_view body) noexcept {
  clean_upper_halves();
  key.kernel().sign(out, key.pads(), body);
}

void sign_batch(std::span<Signature> out, const PreparedKey& key,
                std::span<const std::string_view> bodies) noexcept {
  assert(out.size() >= bodies.size());
  clean_upper_halves();
  key.kernel().sign_batch(out.data(), key.pads(), bodies);
}

std::string sign(const PreparedKey& key, std::string_view body) {
  Signature signature;
  sign_into(signature, key, body);
  return {signature.data(), signature.size()};
}

}  // namespace everstrike::signing
