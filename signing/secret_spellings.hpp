// The spellings in which a secret gets about: as it is; as hex; as base64 or base64url, with or
// without padding and at any place of something longer, such as "key:secret"; percent-encoded, a
// blank as "+" or "%20"; escaped as in JSON. There are two ways of looking for them:
// `secret_spellings` lists the usual ones as they stand, for one who has to find the place and be
// quick; `spells_secret` undoes any of them, in any mixture of letter case and of escaped and bare
// characters and two of them on top of each other, for one who only has to know whether.
// Many secrets in many texts are looked for by secret_finder.hpp, which finds the forms below as
// they stand and undoes the rest. All three have to be told of a new spelling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signing/secret.hpp"

namespace everstrike::signing {

// In how many ways the bytes of a secret are written without a choice, but for letter case and for
// which of the two alphabets of base64 it is.
enum class Form : std::uint8_t { plain, hex, base64, base64_after_one, base64_after_two };
inline constexpr std::array kForms = {Form::plain, Form::hex, Form::base64, Form::base64_after_one,
                                      Form::base64_after_two};

// Fewer letters of base64 would be found in signatures by chance.
inline constexpr std::size_t kBase64PieceMin = 5;

// written gives hex in small letters and base64 in the standard alphabet: the letters that depend
// on the secret alone when it stands at the beginning or behind one or two bytes of a group of
// three; nothing if they are fewer than kBase64PieceMin.
[[nodiscard]] std::string written(std::string_view secret, Form form);

// secret_spellings gives texts of which none occurs twice, the secret itself first. Those of base64
// are as `written` gives them, and the whole without padding.
[[nodiscard]] std::vector<Secret> secret_spellings(std::string_view secret);

// A shorter secret can't be told from ordinary text: an "a" stands in every one.
inline constexpr std::size_t kTellingSecretBytes = 8;

// spells_secret tells whether `text` holds one of `secrets` in any spelling; one that is shorter
// than kTellingSecretBytes must be all that the text spells, and an empty one is in no text.
// It reads the text some dozen times, ninety times at the worst.
[[nodiscard]] bool spells_secret(std::string_view text, std::span<const std::string_view> secrets);

}  // namespace everstrike::signing
