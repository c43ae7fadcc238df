// libsodium: its keyed state is a plain struct, so each mac starts from a copy of one.
#include <sodium.h>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

void sign(signing::Signature& out, std::string_view body) {
  static const crypto_auth_hmacsha256_state prepared = [] {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(kSecret), kSecret.size());
    return state;
  }();
  crypto_auth_hmacsha256_state state = prepared;
  Mac mac;
  crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_libsodium() { register_signer("peer/libsodium", &sign); }

}  // namespace everstrike::bench
