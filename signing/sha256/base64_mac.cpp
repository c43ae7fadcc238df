#include "signing/sha256/base64_mac.hpp"

#include <string_view>

#include "signing/sha256/cpu_features.hpp"

namespace everstrike::signing {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

EncodeMac choose() noexcept {
#ifdef EVERSTRIKE_HAVE_SHANI
  if (cpu_features().has_ssse3) return &base64_encode_mac_ssse3;
#endif
  return &base64_encode_mac_by_table;
}

}  // namespace

void base64_encode_mac_by_table(std::span<char, kSignatureLength> out,
                                std::span<const unsigned char, kMacBytes> mac) noexcept {
  const unsigned char* in = mac.data();
  char* to = out.data();
  for (std::size_t i = 0; i < kMacBytes / 3; ++i, in += 3, to += 4) {
    to[0] = kAlphabet[in[0] >> 2];
    to[1] = kAlphabet[(in[0] & 0x03U) << 4 | in[1] >> 4];
    to[2] = kAlphabet[(in[1] & 0x0fU) << 2 | in[2] >> 6];
    to[3] = kAlphabet[in[2] & 0x3fU];
  }
  to[0] = kAlphabet[in[0] >> 2];
  to[1] = kAlphabet[(in[0] & 0x03U) << 4 | in[1] >> 4];
  to[2] = kAlphabet[(in[1] & 0x0fU) << 2];
  to[3] = '=';
}

void base64_encode_mac(std::span<char, kSignatureLength> out,
                       std::span<const unsigned char, kMacBytes> mac) noexcept {
  static const EncodeMac chosen = choose();
  chosen(out, mac);
}

}  // namespace everstrike::signing
