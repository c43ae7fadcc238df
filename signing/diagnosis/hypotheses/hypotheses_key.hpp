// Which bytes may have been used as HMAC key in place of the secret. Each variant is as good as a
// secret of somebody's and is kept in a Secret, which wipes itself.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/hypotheses/refused.hpp"

namespace everstrike::diagnosis {

struct KeyVariant {
  MistakeId id;
  Likelihood likelihood;
  signing::Secret key;
  std::string_view written;  // "base64_decode(secret)": what it is, never what it contains
};

// key_variants gives those that HMAC can tell from the secret itself, the likely ones first.
[[nodiscard]] std::vector<KeyVariant> key_variants(const Refused& refused);
// try_odd_keys makes the many that are looked for when nothing else was found, as long as `take`
// wants more. The key is wiped when `take` has returned.
using KeyTaker = std::function<bool(MistakeId id, Likelihood likelihood, std::string_view key,
                                    std::string_view written)>;
void try_odd_keys(const Refused& refused, const KeyTaker& take);

// same_hmac_key says whether a key gives the same macs as the secret: HMAC pads short keys with
// zeros and hashes long ones (RFC 2104). `hashed_secret` is hmac_key_of_long(secret), made once.
[[nodiscard]] bool same_hmac_key(std::string_view key, std::string_view secret,
                                 std::string_view hashed_secret);
// hmac_key_of_long gives what HMAC takes in the place of a key longer than a block; empty for
// others.
[[nodiscard]] std::string hmac_key_of_long(std::string_view secret);

// sent_in_the_clear names the credential that was sent as the signature, if one was.
[[nodiscard]] std::optional<MistakeId> sent_in_the_clear(const Refused& refused);

}  // namespace everstrike::diagnosis
