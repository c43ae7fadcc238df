#include "bench/timing.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace everstrike::bench {

void require_equal(const std::string& name, const signing::Signature& signature,
                   std::string_view body) {
  std::array<unsigned char, signing::kMacBytes> mac{};
  HMAC(EVP_sha256(), kSecret.data(), static_cast<int>(kSecret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), nullptr);
  std::array<unsigned char, signing::kSignatureLength + 1> text{};
  EVP_EncodeBlock(text.data(), mac.data(), static_cast<int>(mac.size()));
  if (std::equal(signature.begin(), signature.end(), text.begin())) return;
  std::fprintf(stderr, "%s signs %zu bytes otherwise than OpenSSL: not timed\n", name.c_str(),
               body.size());
  std::exit(1);
}

void register_signer(const std::string& name, SignBody sign) {
  for (const std::size_t body_bytes : kBodyBytes) {
    const auto bodies = std::make_shared<const Bodies>(body_bytes);
    for (const std::string_view body : bodies->views()) {
      signing::Signature signature{};
      sign(signature, body);
      require_equal(name, signature, body);
    }
    register_both(name, body_bytes, bodies->size(),
                  [=](signing::Signature& out, std::size_t i, std::size_t offset) {
                    const std::string_view body = (*bodies)[i];
                    sign(out, {body.data() + offset, body.size()});
                  });
  }
}

}  // namespace everstrike::bench
