// The hash functions that people use by mistake, from libcrypto where it has them, with HMAC built
// on each of them (RFC 2104). HMAC-SHA256 over a prepared key is not here but in
// signing/signer.hpp, and much faster. A function that libcrypto doesn't offer (MD5 under FIPS)
// gives an empty digest, which matches nothing.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

enum class Hash {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha512_256,
  sha512_224,
  sha3_224,
  sha3_256,
  sha3_384,
  sha3_512,
  blake2s,
  blake2b,
  sm3,
  ripemd160,
  keccak256,  // of our own, see keccak.hpp
  keccak512,
};

// digest_of hashes the pieces one after the other. Thread-safe; wipes nothing of its input.
[[nodiscard]] std::string digest_of(Hash hash, std::initializer_list<std::string_view> pieces);
[[nodiscard]] std::string hmac_of(Hash hash, std::string_view key, std::string_view text);

}  // namespace everstrike::diagnosis
