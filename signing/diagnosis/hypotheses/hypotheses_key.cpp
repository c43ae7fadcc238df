#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/key_ways.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

constexpr std::size_t kHmacBlockBytes = 64;
constexpr std::size_t kSecretMax = 4096;  // a longer one gets no variants that cost its length
constexpr std::size_t kOtherKeysMax = 32;

// What stands in a template or a script that nobody filled in, and the option that `openssl dgst
// -hmac` takes for its key where an empty variable leaves no word.
void add_unread_names(Variants& out) {
  if (!out.takes_odd()) return;
  constexpr std::array<std::pair<Text, Text>, 12> kMarks = {{
      {"$", ""},
      {"${", "}"},
      {"%", "%"},
      {"{{", "}}"},
      {"{{ ", " }}"},
      {"<", ">"},
      {"{", "}"},
      {"#{", "}"},
      {"$env:", ""},
      {"$(", ")"},
      {"process.env.", ""},
      {"${{ secrets.", " }}"},
  }};
  for (const Text name : {"SECRET_KEY", "EVERSTRIKE_SECRET_KEY", "API_SECRET", "SECRET",
                          "secret_key", "secret", "api_secret", "your-secret-key"}) {
    for (const auto& [before, after] : kMarks) {
      out.add_joined(Id::placeholder_used_as_secret, odd, "the name of a variable",
                     {before, name, after});
    }
  }
  for (const Text option : {"-binary", "-hex", "-r", "-c", "-out"}) {
    out.add(Id::placeholder_used_as_secret, odd, "an option of openssl", std::string(option));
  }
  for (const Text text : {"[object Promise]", "**********", "SecretStr('**********')", "true", "0",
                          "{}", "[]", "\"\"", "''", " ", "\n", "example", "EXAMPLE",
                          "System.Security.SecureString", "[redacted]", "<redacted>"}) {
    out.add(Id::placeholder_used_as_secret, odd, "what a program shows in its place",
            std::string(text));
  }
}

void add_placeholders(Variants& out) {
  constexpr std::array<Text, 36> kPlaceholders = {"",
                                                  "undefined",
                                                  "null",
                                                  "None",
                                                  "<YOUR_SECRET_KEY>",
                                                  "YOUR_SECRET_KEY",
                                                  "SECRET_KEY",
                                                  "YOUR_API_SECRET",
                                                  "API_SECRET",
                                                  "your_secret_key",
                                                  "your-secret-key",
                                                  "secret_key",
                                                  "secret",
                                                  "demo-secret",
                                                  "SECRET",
                                                  "your_secret",
                                                  "changeme",
                                                  "test",
                                                  "nil",
                                                  "[object Object]",
                                                  "your-secret",
                                                  "your-api-secret",
                                                  "your_api_secret",
                                                  "YOUR_SECRET",
                                                  "YOUR-SECRET-KEY",
                                                  "api_secret",
                                                  "apiSecret",
                                                  "secretKey",
                                                  "mysecret",
                                                  "my-secret",
                                                  "test-secret",
                                                  "password",
                                                  "xxx",
                                                  "123456",
                                                  "false",
                                                  "NaN"};
  for (const Text placeholder : kPlaceholders) {
    out.add(Id::placeholder_used_as_secret, rare, "a placeholder", std::string(placeholder));
  }
  for (const Text mask : {"***", "*****", "********", "[REDACTED]", "<hidden>", "xxxxxxxx"}) {
    out.add(Id::placeholder_used_as_secret, odd, "what a log shows in its place",
            std::string(mask));
  }
  add_unread_names(out);
  for (const Text name :
       {"EVERSTRIKE_SECRET_KEY", "$EVERSTRIKE_SECRET_KEY", "${EVERSTRIKE_SECRET_KEY}",
        "$SECRET_KEY", "${SECRET_KEY}", "process.env.SECRET_KEY"}) {
    out.add(Id::placeholder_used_as_secret, rare, "the name of a variable", std::string(name));
  }
}

bool same_credential(Text received, Text credential) {
  return !credential.empty() && signing::Secret(received) == signing::Secret(credential);
}

}  // namespace

std::string hmac_key_of_long(std::string_view secret) {
  return secret.size() > kHmacBlockBytes ? digest_of(Hash::sha256, {secret}) : std::string();
}

bool same_hmac_key(std::string_view key, std::string_view secret, std::string_view hashed_secret) {
  const auto bare = [](Text padded) { return padded.substr(0, padded.find_last_not_of('\0') + 1); };
  // Two long keys that hash alike are one; a long key that hashes to a short secret is not found.
  if (key.size() > kHmacBlockBytes) return key == secret;
  return bare(key) == bare(secret.size() > kHmacBlockBytes ? hashed_secret : secret);
}

namespace {

void gather(const Refused& refused, Variants& out) {
  const Text secret = refused.secret->reveal();
  if (!refused.api_key.empty()) {
    out.add(Id::api_key_used_as_secret, frequent, "api_key", std::string(refused.api_key));
  }
  for (std::size_t i = 0; i < std::min(refused.others.size(), kOtherKeysMax); ++i) {
    const Account& other = refused.others[i];
    if (other.secret == nullptr) continue;
    out.add(Id::secret_of_another_key,
            i < 2   ? frequent
            : i < 8 ? common
                    : rare,
            "secret of another API key", std::string(other.secret->reveal()));
  }
  if (secret.size() <= (out.takes_odd() ? kSpelledSecretMax : kSecretMax)) {
    add_white_space(secret, out);
    add_decodings(secret, out);
    add_quotes(secret, out);
    add_odd_quotes(secret, out);
    add_hashes(secret, out);
    add_letter_cases(secret, out);
    add_encodings(secret, out);
    add_cuts(secret, out);
    add_charsets(secret, out);
    add_joined_to_api_key(secret, refused.api_key, out);
  }
  if (secret.size() <= kSpelledSecretMax) ways_of_the_secret(secret, out);
  add_placeholders(out);
}

}  // namespace

std::vector<KeyVariant> key_variants(const Refused& refused) {
  // Each key moves once: a move wipes what it leaves behind, and a sort makes many.
  constexpr std::size_t kUsual = 1024;
  std::vector<KeyVariant> all;
  all.reserve(kUsual);
  const KeyTaker take = [&](Id id, Likelihood likelihood, Text key, Text written) {
    all.push_back({id, likelihood, signing::Secret(key), written});
    return true;
  };
  Variants out(refused.secret->reveal(), false, take);
  gather(refused, out);
  std::vector<KeyVariant> in_order;
  in_order.reserve(all.size());
  for (const Likelihood likelihood : {frequent, common, rare}) {
    for (KeyVariant& variant : all) {
      if (variant.likelihood == likelihood) in_order.push_back(std::move(variant));
    }
  }
  return in_order;
}

void try_odd_keys(const Refused& refused, const KeyTaker& take) {
  Variants out(refused.secret->reveal(), true, take);
  gather(refused, out);
}

std::optional<MistakeId> sent_in_the_clear(const Refused& refused) {
  const Text received = signing::trimmed(refused.signature.value_or(""));
  if (refused.secret != nullptr && refused.secret->reveal().size() <= kSecretMax) {
    const Text secret = refused.secret->reveal();
    const auto is = [&](std::string&& form) {
      const bool same = same_credential(received, form);
      signing::wipe(form);
      return same;
    };
    if (is(std::string(secret)) || is(std::string(signing::trimmed(secret))) ||
        is(signing::base64_encode(secret)) || is(base64url_of(secret)) ||
        is(signing::hex_of(secret)) || is(signing::upper_hex_of(secret)) ||
        is(escape(secret, kEncodeUriComponent))) {
      return Id::secret_sent_as_signature;
    }
  }
  if (refused.secret != nullptr && !refused.secret->empty() &&
      refused.secret->reveal().size() <= kSecretMax) {
    // As in Basic authentication.
    std::string pair;
    pair.reserve(refused.api_key.size() + 1 + refused.secret->reveal().size());
    pair.append(refused.api_key).append(":").append(refused.secret->reveal());
    std::string encoded = signing::base64_encode(pair);
    const bool same = same_credential(received, encoded);
    signing::wipe(pair);
    signing::wipe(encoded);
    if (same) return Id::secret_sent_as_signature;
  }
  if (same_credential(received, signing::base64_encode(refused.api_key))) {
    return Id::api_key_sent_as_signature;
  }
  if (same_credential(received, refused.api_key)) return Id::api_key_sent_as_signature;
  return std::nullopt;
}

}  // namespace everstrike::diagnosis
