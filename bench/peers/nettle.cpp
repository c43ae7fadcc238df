// nettle: its keyed context is a plain struct, so each mac starts from a copy of one.
#include <nettle/hmac.h>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

void sign(signing::Signature& out, std::string_view body) {
  static const hmac_sha256_ctx prepared = [] {
    hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, kSecret.size(), bytes_of(kSecret));
    return context;
  }();
  hmac_sha256_ctx context = prepared;
  Mac mac;
  hmac_sha256_update(&context, body.size(), bytes_of(body));
  hmac_sha256_digest(&context, mac.size(), mac.data());
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_nettle() { register_signer("peer/nettle", &sign); }

}  // namespace everstrike::bench
