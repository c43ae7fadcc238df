// JSON that the grammar allows and our JSON library refuses: numbers beyond a double (1e400), and
// escapes of lone surrogates (\ud800). Other people's test vectors hold both, in fields that we
// only hand back; there they are nothing to complain about.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace everstrike::client {

// readable_json gives `text` with such a number as 0.000… and such an escape as \ufffd, byte for
// byte as long as before, so that places in the one are places in the other; nothing if there is
// nothing to replace. The text may be anything: what is no JSON stays none.
[[nodiscard]] std::optional<std::string> readable_json(std::string_view text);

// has_lone_surrogate says whether there is such an escape.
[[nodiscard]] bool has_lone_surrogate(std::string_view text);

}  // namespace everstrike::client
