// From ordered parameters to the exact bytes that are both signed and sent. The signed bytes and
// the sent bytes must be the same object: build the body once with `canonical_body`, sign that
// string, send that string, and never hand the parameters to an HTTP library afterwards.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/form_encoding.hpp"

namespace everstrike::signing {

// Name and value, in the order in which they are to stand in the body. Both are text made by the
// caller; names may be empty, repeated or bracketed ("ids[0]").
using Parameters = std::vector<std::pair<std::string, std::string>>;

// canonical_body joins encode_component(name) "=" encode_component(value) with "&".
// No parameters give an empty body.
[[nodiscard]] std::string canonical_body(const Parameters& parameters, Dialect dialect);

// as_javascript_object orders `parameters` as a JavaScript object holds them: integer-like names
// ("0", "17", up to 4294967294) first and ascending, the others as they came; of a repeated name
// the last value wins, at the place of the first; "__proto__" is left out, since setting it to a
// text does nothing. The documented JavaScript builds its body from an object, so this is what it
// sends. Source: ECMA-262, OrdinaryOwnPropertyKeys and section B.3.1; measured with Node 20.
[[nodiscard]] Parameters as_javascript_object(const Parameters& parameters);

}  // namespace everstrike::signing
