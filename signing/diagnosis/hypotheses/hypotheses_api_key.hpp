// An API key that isn't where it belongs, or isn't as it was issued. Only a name that says "API
// key" and the value of a registered key count; what merely looks like a key could be anything.
#pragma once

#include <optional>
#include <string_view>

#include "signing/diagnosis/catalogue/mistake.hpp"
#include "signing/diagnosis/hypotheses/received.hpp"

namespace everstrike::diagnosis {

struct MisplacedKey {
  MistakeId id;
  std::string_view where;  // "another header"
};

// misplaced_api_key looks into the other headers, the query and the body, in this order.
[[nodiscard]] std::optional<MisplacedKey> misplaced_api_key(const Refused& refused,
                                                            const Received& received);

// altered_api_key says how the unknown API key was made from a registered one, if it was.
[[nodiscard]] std::optional<MistakeId> altered_api_key(const Refused& refused);

}  // namespace everstrike::diagnosis
