// The catalogue's rows ALG: another digest than HMAC-SHA256, or it was used in another way.
#include <array>

#include "signing/diagnosis/catalogue/mistake_tables.hpp"

namespace everstrike::diagnosis {
namespace {

using Id = MistakeId;
constexpr auto kHmac = RemedyId::use_hmac_sha256;

constexpr std::array kAlgorithmMistakes = {
    Mistake{.id = Id::sha1_instead_of_sha256,
            .slug = "sha1_instead_of_sha256",
            .number = "ALG-1",
            .title = "SHA-1 was used in place of SHA-256",
            .looks_like = "28 characters of base64 or 40 of hex: 20 bytes.",
            .fix = "Use HMAC-SHA256.",
            .remedy = kHmac,
            .seen_in = "eBay's verification sample #19 (a library's default)"},
    Mistake{.id = Id::sha224_instead_of_sha256,
            .slug = "sha224_instead_of_sha256",
            .number = "ALG-2",
            .title = "SHA-224 was used in place of SHA-256",
            .looks_like = "40 characters of base64 or 56 of hex: 28 bytes.",
            .fix = "Use HMAC-SHA256.",
            .remedy = kHmac,
            .seen_in = ""},
    Mistake{.id = Id::sha384_instead_of_sha256,
            .slug = "sha384_instead_of_sha256",
            .number = "ALG-3",
            .title = "SHA-384 was used in place of SHA-256",
            .looks_like = "64 characters of base64 or 96 of hex: 48 bytes.",
            .fix = "Use HMAC-SHA256.",
            .remedy = kHmac,
            .seen_in = "the habit of Gemini and Bitfinex"},
    Mistake{.id = Id::sha512_instead_of_sha256,
            .slug = "sha512_instead_of_sha256",
            .number = "ALG-4",
            .title = "SHA-512 was used in place of SHA-256",
            .looks_like = "88 characters of base64 or 128 of hex: 64 bytes.",
            .fix = "Use HMAC-SHA256.",
            .remedy = kHmac,
            .seen_in = "the habit of Kraken, Bittrex and gate.io"},
    Mistake{.id = Id::md5_instead_of_sha256,
            .slug = "md5_instead_of_sha256",
            .number = "ALG-5",
            .title = "MD5 was used in place of SHA-256",
            .looks_like = "24 characters of base64 or 32 of hex: 16 bytes.",
            .fix = "Use HMAC-SHA256.",
            .remedy = kHmac,
            .seen_in = "the habit of OkCoin"},
    Mistake{
        .id = Id::sha3_instead_of_sha256,
        .slug = "sha3_instead_of_sha256",
        .number = "ALG-6",
        .title = "another hash was used in place of SHA-256 (SHA-3, Keccak, SHA-512/256, BLAKE2)",
        .looks_like = "Nothing to see: 32 bytes as with SHA-256.",
        .fix = "Use HMAC-SHA256; it belongs to SHA-2.",
        .remedy = kHmac,
        .seen_in = ""},
    Mistake{.id = Id::plain_hash_instead_of_hmac,
            .slug = "plain_hash_instead_of_hmac",
            .number = "ALG-7",
            .title = "a plain hash was sent in place of an HMAC",
            .looks_like = "The code hashes the body alone or joined to the secret.",
            .fix = "Use the HMAC construction with the secret as key.",
            .remedy = kHmac,
            .seen_in = "yasinkuyu/binance-trader pr 192"},
    Mistake{
        .id = Id::hmac_arguments_swapped,
        .slug = "hmac_arguments_swapped",
        .number = "ALG-8",
        .title = "key and message of the HMAC are exchanged",
        .looks_like = "crypto-js takes (message, key), PHP takes (message, key), Python takes "
                      "(key, message).",
        .fix = "The secret is the key, the body is the message: mind the order of the arguments.",
        .remedy = kHmac,
        .seen_in = ""},
    Mistake{.id = Id::hmac_hashed_again,
            .slug = "hmac_hashed_again",
            .number = "ALG-9",
            .title = "the HMAC was hashed or signed once more",
            .looks_like = "Nothing to see: 32 bytes as they should be.",
            .fix = "Send the first HMAC's bytes in base64.",
            .remedy = kHmac,
            .seen_in = ""},
};

}  // namespace

std::span<const Mistake> algorithm_mistakes() noexcept { return kAlgorithmMistakes; }

}  // namespace everstrike::diagnosis
