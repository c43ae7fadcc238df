// Crypto++: two hash objects that have seen the pads, copied for each mac; and its HMAC class.
#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

CryptoPP::SHA256 after(unsigned char mask) {
  CryptoPP::SHA256 hash;
  const Pad pad = pad_of(kSecret, mask);
  hash.Update(pad.data(), pad.size());
  return hash;
}

void sign_by_copies(signing::Signature& out, std::string_view body) {
  static const CryptoPP::SHA256 inner_prepared = after(0x36);
  static const CryptoPP::SHA256 outer_prepared = after(0x5c);
  Mac mac;
  CryptoPP::SHA256 inner = inner_prepared;
  inner.Update(bytes_of(body), body.size());
  inner.Final(mac.data());
  CryptoPP::SHA256 outer = outer_prepared;
  outer.Update(mac.data(), mac.size());
  outer.Final(mac.data());
  signing::base64_encode_mac(out, mac);
}

void sign_by_class(signing::Signature& out, std::string_view body) {
  static CryptoPP::HMAC<CryptoPP::SHA256> hmac(bytes_of(kSecret), kSecret.size());
  Mac mac;
  hmac.Update(bytes_of(body), body.size());
  hmac.Final(mac.data());
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_cryptopp() {
  register_signer("peer/cryptopp_copies", &sign_by_copies);
  register_signer("peer/cryptopp_hmac", &sign_by_class);
}

}  // namespace everstrike::bench
