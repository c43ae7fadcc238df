#include "bench/hmac_call.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "bench/bodies.hpp"

namespace everstrike::bench {

void sign_by_hmac_call(signing::Signature& out, std::string_view body) {
  std::array<unsigned char, signing::kMacBytes> mac;
  HMAC(EVP_sha256(), kSecret.data(), static_cast<int>(kSecret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), nullptr);
  std::array<unsigned char, signing::kSignatureLength + 1> text;  // it adds a zero
  EVP_EncodeBlock(text.data(), mac.data(), static_cast<int>(mac.size()));
  std::copy_n(text.begin(), out.size(), out.begin());
}

}  // namespace everstrike::bench
