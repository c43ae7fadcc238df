// What most programs in C++ write to sign: OpenSSL's HMAC() and EVP_EncodeBlock() on each body.
// Everything that is timed is first held against it.
#pragma once

#include <string_view>

#include "signing/signature.hpp"

namespace everstrike::bench {

// sign_by_hmac_call signs with kSecret (bodies.hpp).
void sign_by_hmac_call(signing::Signature& out, std::string_view body);

}  // namespace everstrike::bench
