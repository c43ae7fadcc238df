// What is wrong with a request that the exchange refused, told by its bytes: the signature, the
// form around it, or the order it names.
#pragma once

#include <optional>
#include <string>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/judgement.hpp"

namespace everstrike::conformance {

// breach_of gives what is wrong with `request`; nullopt when the exchange accepted it, when a rule
// of the case struck it, or when it is refused for no fault of the client's.
[[nodiscard]] std::optional<Judgement> breach_of(const SeenRequest& request, const Evidence& seen);

// form_slug names what is wrong with a request whose form isn't the documented one.
[[nodiscard]] std::string form_slug(const mock_server::Entry& entry);

}  // namespace everstrike::conformance
