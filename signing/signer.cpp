#include "signing/signer.hpp"

#include <array>

#include "signing/sha256.hpp"

namespace everstrike::signing {

void mac_into(std::span<unsigned char, kMacBytes> out, const PreparedKey& key,
              std::string_view body) noexcept {
  key.kernel().mac(out, key.pads(), body);
}

void sign_into(std::span<char, kSignatureLength> out, const PreparedKey& key,
               std::string_view body) noexcept {
  std::array<unsigned char, kMacBytes> mac;
  mac_into(mac, key, body);
  base64_encode_mac(out, mac);
}

std::string sign(const PreparedKey& key, std::string_view body) {
  std::array<char, kSignatureLength> signature;
  sign_into(signature, key, body);
  return {signature.data(), signature.size()};
}

}  // namespace everstrike::signing
