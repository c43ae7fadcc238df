// Botan: one keyed object, which is ready for the next message after each mac.
#include <botan/mac.h>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

void sign(signing::Signature& out, std::string_view body) {
  static const auto hmac = [] {
    auto created = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
    created->set_key(bytes_of(kSecret), kSecret.size());
    return created;
  }();
  Mac mac;
  hmac->update(bytes_of(body), body.size());
  hmac->final(mac.data());
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_botan() { register_signer("peer/botan", &sign); }

}  // namespace everstrike::bench
