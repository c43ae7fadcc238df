// mbedTLS: hash contexts that have seen the pads, cloned for each mac.
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

#if MBEDTLS_VERSION_MAJOR < 3
#define mbedtls_sha256_starts mbedtls_sha256_starts_ret
#define mbedtls_sha256_update mbedtls_sha256_update_ret
#define mbedtls_sha256_finish mbedtls_sha256_finish_ret
#endif

mbedtls_sha256_context after(unsigned char mask) {
  mbedtls_sha256_context context;
  mbedtls_sha256_init(&context);
  mbedtls_sha256_starts(&context, 0);
  const Pad pad = pad_of(kSecret, mask);
  mbedtls_sha256_update(&context, pad.data(), pad.size());
  return context;
}

void continue_from(const mbedtls_sha256_context& prepared, const unsigned char* bytes,
                   std::size_t size, Mac& mac) {
  mbedtls_sha256_context context;
  mbedtls_sha256_clone(&context, &prepared);
  mbedtls_sha256_update(&context, bytes, size);
  mbedtls_sha256_finish(&context, mac.data());
}

void sign(signing::Signature& out, std::string_view body) {
  static const mbedtls_sha256_context inner = after(0x36);
  static const mbedtls_sha256_context outer = after(0x5c);
  Mac mac;
  continue_from(inner, bytes_of(body), body.size(), mac);
  continue_from(outer, mac.data(), mac.size(), mac);
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_mbedtls() { register_signer("peer/mbedtls", &sign); }

}  // namespace everstrike::bench
