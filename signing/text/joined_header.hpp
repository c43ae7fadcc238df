// Repeated header lines read as one, as HTTP defines it (RFC 9110, 5.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "signing/text/ascii.hpp"

namespace everstrike::signing {

// joined_header gives all values of a header joined by ", "; nullopt if it is absent. `lines` is a
// range of pairs of name and value.
template <class Lines>
[[nodiscard]] std::optional<std::string> joined_header(Lines&& lines, std::string_view name) {
  std::optional<std::string> joined;
  for (const auto& [found, value] : lines) {
    if (!equal_ignoring_case(found, name)) continue;
    if (joined) {
      joined->append(", ").append(value);
    } else {
      joined.emplace(value);
    }
  }
  return joined;
}

}  // namespace everstrike::signing
