// libgcrypt: one handle, set back before each mac.
#include <gcrypt.h>

#include <algorithm>

#include "bench/peers/peers.hpp"

namespace everstrike::bench {
namespace {

void sign(signing::Signature& out, std::string_view body) {
  static gcry_md_hd_t handle = [] {
    gcry_check_version(nullptr);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    gcry_md_hd_t opened = nullptr;
    gcry_md_open(&opened, GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC);
    gcry_md_setkey(opened, kSecret.data(), kSecret.size());
    return opened;
  }();
  gcry_md_reset(handle);
  gcry_md_write(handle, body.data(), body.size());
  Mac mac;
  std::copy_n(gcry_md_read(handle, GCRY_MD_SHA256), mac.size(), mac.begin());
  signing::base64_encode_mac(out, mac);
}

}  // namespace

void register_libgcrypt() { register_signer("peer/libgcrypt", &sign); }

}  // namespace everstrike::bench
