// The spellings in which a secret gets about: as it is; as hex; as base64 or base64url, with or
// without padding and at any place of something longer, such as "key:secret"; percent-encoded, a
// blank as "+" or "%20"; escaped as in JSON. There are two ways of looking for them:
// `secret_spellings` lists the usual ones as they stand, for one who has to find the place and be
// quick; `spells_secret` undoes any of them, in any mixture of letter case and of escaped and bare
// characters and two of them on top of each other, for one who only has to know whether.
// Both have to be told of a new spelling.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "signing/secret.hpp"

namespace everstrike::signing {

// secret_spellings gives texts of which none occurs twice, the secret itself first. Those of base64
// are the letters that depend on the secret alone, at least five of them: fewer would be found in
// signatures by chance.
[[nodiscard]] std::vector<Secret> secret_spellings(std::string_view secret);

// A shorter secret can't be told from ordinary text: an "a" stands in every one.
inline constexpr std::size_t kTellingSecretBytes = 8;

// spells_secret tells whether `text` holds one of `secrets` in any spelling; one that is shorter
// than kTellingSecretBytes must be all that the text spells, and an empty one is in no text.
// It reads the text some dozen times, ninety times at the worst.
[[nodiscard]] bool spells_secret(std::string_view text, std::span<const std::string_view> secrets);

}  // namespace everstrike::signing
