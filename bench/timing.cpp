#include "bench/timing.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "bench/hmac_call.hpp"

namespace everstrike::bench {

void require_equal(const std::string& name, const signing::Signature& signature,
                   std::string_view body) {
  signing::Signature expected{};
  sign_by_hmac_call(expected, body);
  if (signature == expected) return;
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
