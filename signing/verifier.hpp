// Accepts or refuses a signature, in a time that does not depend on where it differs. The 44
// characters are compared as text: that is faster than decoding, and it refuses the other
// spellings which a lenient decoder would let through (a non-canonical last character, blanks
// around it, a missing "=", URL-safe letters).
#pragma once

#include <string_view>

#include "signing/prepared_key.hpp"

namespace everstrike::signing {

// verify says whether `signature` is exactly the text sign() gives for `body`. A signature of
// another length is refused at once (the length is no secret). Thread-safe, no allocation.
[[nodiscard]] bool verify(const PreparedKey& key, std::string_view body,
                          std::string_view signature) noexcept;

}  // namespace everstrike::signing
