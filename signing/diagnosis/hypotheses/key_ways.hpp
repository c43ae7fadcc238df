// What may have become of the secret between the program's hands: each function adds the keys of
// one kind of mistake with it; `gather` in hypotheses_key.cpp says in which order. What they make
// of the secret is wiped. See secret_ways.hpp for its way from a file to the program.
#pragma once

#include <cstddef>
#include <string_view>

#include "signing/diagnosis/hypotheses/key_variants.hpp"

namespace everstrike::diagnosis {

// A longer secret gets no variants that are made again and again of all its bytes.
inline constexpr std::size_t kSpelledSecretMax = 512;

// Around it: white space, the usual quotes, and odd ones.
void add_white_space(std::string_view secret, Variants& out);
void add_quotes(std::string_view secret, Variants& out);
void add_odd_quotes(std::string_view secret, Variants& out);

// In another notation: read as base64 or hex, written so, or hashed.
void add_decodings(std::string_view secret, Variants& out);
void add_encodings(std::string_view secret, Variants& out);
void add_hashes(std::string_view secret, Variants& out);

// Other letters, a part of it, and the API key beside it.
void add_letter_cases(std::string_view secret, Variants& out);
void add_cuts(std::string_view secret, Variants& out);
void add_joined_to_api_key(std::string_view secret, std::string_view api_key, Variants& out);

// In other bytes than UTF-8's.
void add_charsets(std::string_view secret, Variants& out);

}  // namespace everstrike::diagnosis
