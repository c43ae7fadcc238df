#include "signing/diagnosis/text/digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include "signing/diagnosis/text/keccak.hpp"
#include "signing/secret.hpp"

namespace everstrike::diagnosis {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

// Fetching by name costs more than hashing a short text, so it is done once.
const EVP_MD* method_of(Hash hash) {
  static constexpr std::array kNames = {"MD5",         "SHA1",        "SHA224",     "SHA256",
                                        "SHA384",      "SHA512",      "SHA512-256", "SHA512-224",
                                        "SHA3-224",    "SHA3-256",    "SHA3-384",   "SHA3-512",
                                        "BLAKE2S-256", "BLAKE2B-512", "SM3",        "RIPEMD160"};
  static const auto kMethods = [] {
    std::array<EVP_MD*, kNames.size()> methods{};
    std::transform(kNames.begin(), kNames.end(), methods.begin(),
                   [](const char* name) { return EVP_MD_fetch(nullptr, name, nullptr); });
    return methods;  // for the life of the process
  }();
  return kMethods[static_cast<std::size_t>(hash)];
}

// The digest's size where the function is our own Keccak, else 0.
std::size_t keccak_bytes(Hash hash) {
  return hash == Hash::keccak256 ? 32 : hash == Hash::keccak512 ? 64 : 0;
}

}  // namespace

std::string digest_of(Hash hash, std::initializer_list<std::string_view> pieces) {
  if (const std::size_t bytes = keccak_bytes(hash); bytes > 0) return keccak(bytes, pieces);
  const EVP_MD* method = method_of(hash);
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (method == nullptr || !context || EVP_DigestInit_ex2(context.get(), method, nullptr) != 1) {
    return {};
  }
  for (const std::string_view piece : pieces) {
    if (EVP_DigestUpdate(context.get(), piece.data(), piece.size()) != 1) return {};
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int digest_bytes = 0;
  if (EVP_DigestFinal_ex(context.get(), digest.data(), &digest_bytes) != 1) return {};
  return {digest.begin(), digest.begin() + digest_bytes};
}

std::string hmac_of(Hash hash, std::string_view key, std::string_view text) {
  std::size_t block_bytes = keccak_block_bytes(keccak_bytes(hash));
  if (keccak_bytes(hash) == 0) {
    const EVP_MD* method = method_of(hash);
    if (method == nullptr) return {};
    block_bytes = static_cast<std::size_t>(EVP_MD_get_block_size(method));
  }
  // Filled in place: moving a short string would leave a copy of the key on the stack.
  std::string pad;
  pad.reserve(block_bytes);
  pad.assign(key.size() > block_bytes ? digest_of(hash, {key}) : "");
  if (pad.empty()) pad.assign(key);
  pad.resize(block_bytes, '\0');
  for (char& c : pad) c = static_cast<char>(c ^ 0x36);
  const std::string inner = digest_of(hash, {pad, text});
  for (char& c : pad) c = static_cast<char>(c ^ 0x36 ^ 0x5c);
  std::string mac = digest_of(hash, {pad, inner});
  signing::wipe(pad);
  return mac;
}

}  // namespace everstrike::diagnosis
