// Levels that earlier revisions of the suite asked a case at. What a case must rest on was settled
// with revision 2: the documented page, a MUST of an RFC, a false claim about an order, or harm
// that needs no source (acting unasked, giving away a secret or key, never ending, asking without
// end or without any pause, repeating a request whose signature or key was refused).
#pragma once

#include <span>
#include <string_view>

#include "conformance/run/case.hpp"

namespace everstrike::conformance {

struct FormerLevel {
  std::string_view id;
  int until_revision;  // the last one that asked at this level
  Level level;
  std::string_view why;  // the level was changed
};

[[nodiscard]] std::span<const FormerLevel> former_levels() noexcept;

// add_former_levels adds the cases in the form that those revisions have, each beside the newer
// one.
void add_former_levels(Cases& cases);

}  // namespace everstrike::conformance
