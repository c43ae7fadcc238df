// Base64 as loosely as anything in the field reads or writes it, with a note of every liberty that
// was taken. The verifier's decoder (signing/base64.hpp) is strict; this one finds out what a
// refused text was meant to be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::diagnosis {

struct LooseBase64 {
  std::string bytes;
  bool url_letters = false;    // has "-" or "_"
  bool plain_letters = false;  // has "+" or "/"
  std::size_t padding = 0;     // how many "=" stand at the end
  bool padding_right = false;  // as many as the standard asks for
  bool canonical = false;      // unused bits are zero and no letter is left over
};

// read_base64 reads letters of both alphabets and any number of "=" behind them; nullopt when
// another character occurs, or none at all.
[[nodiscard]] std::optional<LooseBase64> read_base64(std::string_view text);

// base64url_of writes the URL-safe alphabet without padding.
[[nodiscard]] std::string base64url_of(std::string_view bytes);

}  // namespace everstrike::diagnosis
