#include "signing/diagnosis/hypotheses/hypotheses_algorithm.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "signing/base64.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/secret.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

template <Hash hash>
std::string hmac(Text key, Text text) {
  return hmac_of(hash, key, text);
}
template <Hash hash>
std::string swapped(Text key, Text text) {
  return hmac_of(hash, text, key);
}
template <Hash hash>
std::string of_text(Text /*key*/, Text text) {
  return digest_of(hash, {text});
}
template <Hash hash>
std::string of_key_and_text(Text key, Text text) {
  return digest_of(hash, {key, text});
}
template <Hash hash>
std::string of_text_and_key(Text key, Text text) {
  return digest_of(hash, {text, key});
}

// What one hash function can be used for by mistake; `name` is an empty list for SHA-256 itself.
template <Hash hash>
void family(std::vector<Algorithm>& out, const Steps& name, std::size_t bytes,
            std::array<Text, 5> written) {
  const Steps plain = *name.with(Id::plain_hash_instead_of_hmac);
  // Of the same length as the right one, so nothing tells them from all that is likelier.
  constexpr bool kSameLength = hash == Hash::sha3_256 || hash == Hash::keccak256;
  if (!name.empty()) {
    out.push_back({name, kSameLength ? common : frequent, bytes, written[0], &hmac<hash>});
  }
  out.push_back({*name.with(Id::hmac_arguments_swapped), name.empty() ? frequent : rare, bytes,
                 written[1], &swapped<hash>});
  out.push_back({plain, name.empty() ? common : rare, bytes, written[2], &of_key_and_text<hash>});
  out.push_back({plain, name.empty() ? common : rare, bytes, written[3], &of_text_and_key<hash>});
  out.push_back({plain, name.empty() ? common : rare, bytes, written[4], &of_text<hash>});
}

// --- SHA-256, used otherwise ---

std::string key_text_key(Text key, Text text) { return digest_of(Hash::sha256, {key, text, key}); }
template <char separator>
std::string text_then_key(Text key, Text text) {
  return digest_of(Hash::sha256, {text, Text(std::array{separator}.data(), 1), key});
}
template <char separator>
std::string key_then_text(Text key, Text text) {
  return digest_of(Hash::sha256, {key, Text(std::array{separator}.data(), 1), text});
}
std::string text_and_secret_field(Text key, Text text) {
  return digest_of(Hash::sha256, {text, "&secret=", key});
}
std::string text_and_key_field(Text key, Text text) {
  return digest_of(Hash::sha256, {text, "&key=", key});
}
std::string hashed_twice(Text /*key*/, Text text) {
  return digest_of(Hash::sha256, {digest_of(Hash::sha256, {text})});
}

std::string mac_of(Text key, Text text) { return hmac_of(Hash::sha256, key, text); }
std::string hash_of_mac(Text key, Text text) {
  return digest_of(Hash::sha256, {mac_of(key, text)});
}
std::string hash_of_hex(Text key, Text text) {
  return digest_of(Hash::sha256, {signing::hex_of(mac_of(key, text))});
}
std::string hash_of_base64(Text key, Text text) {
  return digest_of(Hash::sha256, {signing::base64_encode(mac_of(key, text))});
}
std::string mac_of_mac(Text key, Text text) { return mac_of(key, mac_of(key, text)); }
std::string mac_of_hex(Text key, Text text) {
  return mac_of(key, signing::hex_of(mac_of(key, text)));
}
std::string mac_of_base64(Text key, Text text) {
  return mac_of(key, signing::base64_encode(mac_of(key, text)));
}

// --- the secret within the message ---

// Reserved at once and wiped, since the text holds the secret.
std::string mac_of_joined(Text key, Text first, Text second, Text third) {
  std::string text;
  text.reserve(first.size() + second.size() + third.size());
  text.append(first).append(second).append(third);
  std::string mac = mac_of(key, text);
  signing::wipe(text);
  return mac;
}
std::string mac_of_text_and_key(Text key, Text text) { return mac_of_joined(key, text, "", key); }
std::string mac_of_key_and_text(Text key, Text text) { return mac_of_joined(key, key, "", text); }
std::string mac_with_ampersand(Text key, Text text) { return mac_of_joined(key, text, "&", key); }
std::string mac_of_key_text_key(Text key, Text text) { return mac_of_joined(key, key, text, key); }
std::string mac_with_secret_field(Text key, Text text) {
  return mac_of_joined(key, text, "&secret=", key);
}

template <char separator>
void add_separated(std::vector<Algorithm>& out) {
  constexpr auto kPlain = Id::plain_hash_instead_of_hmac;
  out.push_back(
      {kPlain, rare, 32, "SHA256({text} + separator + {key})", &text_then_key<separator>});
  out.push_back(
      {kPlain, rare, 32, "SHA256({key} + separator + {text})", &key_then_text<separator>});
}

std::vector<Algorithm> all_algorithms() {
  std::vector<Algorithm> out;
  family<Hash::sha256>(out, {}, 32,
                       {"", "HMAC-SHA256(key = {text}, message = {key})", "SHA256({key} + {text})",
                        "SHA256({text} + {key})", "SHA256({text})"});
  family<Hash::sha1>(out, Id::sha1_instead_of_sha256, 20,
                     {"HMAC-SHA1({key}, {text})", "HMAC-SHA1(key = {text}, message = {key})",
                      "SHA1({key} + {text})", "SHA1({text} + {key})", "SHA1({text})"});
  family<Hash::sha512>(out, Id::sha512_instead_of_sha256, 64,
                       {"HMAC-SHA512({key}, {text})", "HMAC-SHA512(key = {text}, message = {key})",
                        "SHA512({key} + {text})", "SHA512({text} + {key})", "SHA512({text})"});
  family<Hash::md5>(out, Id::md5_instead_of_sha256, 16,
                    {"HMAC-MD5({key}, {text})", "HMAC-MD5(key = {text}, message = {key})",
                     "MD5({key} + {text})", "MD5({text} + {key})", "MD5({text})"});
  family<Hash::sha384>(out, Id::sha384_instead_of_sha256, 48,
                       {"HMAC-SHA384({key}, {text})", "HMAC-SHA384(key = {text}, message = {key})",
                        "SHA384({key} + {text})", "SHA384({text} + {key})", "SHA384({text})"});
  family<Hash::sha224>(out, Id::sha224_instead_of_sha256, 28,
                       {"HMAC-SHA224({key}, {text})", "HMAC-SHA224(key = {text}, message = {key})",
                        "SHA224({key} + {text})", "SHA224({text} + {key})", "SHA224({text})"});
  family<Hash::sha3_256>(
      out, Id::sha3_instead_of_sha256, 32,
      {"HMAC-SHA3-256({key}, {text})", "HMAC-SHA3-256(key = {text}, message = {key})",
       "SHA3-256({key} + {text})", "SHA3-256({text} + {key})", "SHA3-256({text})"});
  family<Hash::keccak256>(
      out, Id::sha3_instead_of_sha256, 32,
      {"HMAC-Keccak-256({key}, {text})", "HMAC-Keccak-256(key = {text}, message = {key})",
       "Keccak-256({key} + {text})", "Keccak-256({text} + {key})", "Keccak-256({text})"});
  const auto add_sized = [&](std::size_t bytes, Text written, std::string (*run)(Text, Text)) {
    out.push_back({Id::sha3_instead_of_sha256, rare, bytes, written, run});
  };
  add_sized(64, "HMAC-SHA3-512({key}, {text})", &hmac<Hash::sha3_512>);
  add_sized(64, "HMAC-Keccak-512({key}, {text})", &hmac<Hash::keccak512>);  // crypto-js HmacSHA3
  add_sized(64, "HMAC-BLAKE2b({key}, {text})", &hmac<Hash::blake2b>);
  add_sized(48, "HMAC-SHA3-384({key}, {text})", &hmac<Hash::sha3_384>);
  add_sized(28, "HMAC-SHA3-224({key}, {text})", &hmac<Hash::sha3_224>);
  add_sized(28, "HMAC-SHA512/224({key}, {text})", &hmac<Hash::sha512_224>);
  add_sized(20, "HMAC-RIPEMD160({key}, {text})", &hmac<Hash::ripemd160>);
  const auto add = [&](Id id, Text written, std::string (*run)(Text, Text)) {
    out.push_back({id, rare, 32, written, run});
  };
  add(Id::sha3_instead_of_sha256, "HMAC-SHA512/256({key}, {text})", &hmac<Hash::sha512_256>);
  add(Id::sha3_instead_of_sha256, "HMAC-BLAKE2s({key}, {text})", &hmac<Hash::blake2s>);
  add(Id::sha3_instead_of_sha256, "HMAC-SM3({key}, {text})", &hmac<Hash::sm3>);
  add(Id::plain_hash_instead_of_hmac, "SHA256({key} + {text} + {key})", &key_text_key);
  add_separated<'&'>(out);
  add_separated<':'>(out);
  add_separated<'|'>(out);
  add_separated<'\n'>(out);
  add_separated<'.'>(out);
  add(Id::plain_hash_instead_of_hmac, "SHA256({text} + \"&secret=\" + {key})",
      &text_and_secret_field);
  add(Id::plain_hash_instead_of_hmac, "SHA256({text} + \"&key=\" + {key})", &text_and_key_field);
  add(Id::plain_hash_instead_of_hmac, "SHA256(SHA256({text}))", &hashed_twice);
  add(Id::hmac_hashed_again, "SHA256(HMAC-SHA256({key}, {text}))", &hash_of_mac);
  add(Id::hmac_hashed_again, "SHA256(hex(HMAC-SHA256({key}, {text})))", &hash_of_hex);
  add(Id::hmac_hashed_again, "SHA256(base64(HMAC-SHA256({key}, {text})))", &hash_of_base64);
  add(Id::hmac_hashed_again, "HMAC-SHA256({key}, HMAC-SHA256({key}, {text}))", &mac_of_mac);
  add(Id::hmac_hashed_again, "HMAC-SHA256({key}, hex(HMAC-SHA256({key}, {text})))", &mac_of_hex);
  add(Id::hmac_hashed_again, "HMAC-SHA256({key}, base64(HMAC-SHA256({key}, {text})))",
      &mac_of_base64);
  add(Id::secret_in_signed_text, "HMAC-SHA256({key}, {text} + secret)", &mac_of_text_and_key);
  add(Id::secret_in_signed_text, "HMAC-SHA256({key}, secret + {text})", &mac_of_key_and_text);
  add(Id::secret_in_signed_text, "HMAC-SHA256({key}, {text} + \"&\" + secret)",
      &mac_with_ampersand);
  add(Id::secret_in_signed_text, "HMAC-SHA256({key}, secret + {text} + secret)",
      &mac_of_key_text_key);
  add(Id::secret_in_signed_text, "HMAC-SHA256({key}, {text} + \"&secret=\" + secret)",
      &mac_with_secret_field);
  std::stable_sort(out.begin(), out.end(), [](const Algorithm& a, const Algorithm& b) {
    return a.likelihood < b.likelihood;
  });
  return out;
}

}  // namespace

std::span<const Algorithm> algorithms() noexcept {
  static const std::vector<Algorithm> kAlgorithms = all_algorithms();
  return kAlgorithms;
}

}  // namespace everstrike::diagnosis
