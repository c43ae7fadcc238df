// Repeated header lines read as one, as HTTP defines it (RFC 9110, 5.3).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "signing/text/ascii.hpp"

namespace everstrike::signing {

// joined_header gives all values of a header joined by ", "; nullopt if it is absent. `lines` is a
// range of what `line_of` makes a pair of name and value of.
template <class Lines, class LineOf = std::identity>
[[nodiscard]] std::optional<std::string> joined_header(const Lines& lines, std::string_view name,
                                                       const LineOf& line_of = {}) {
  std::optional<std::string> joined;
  for (const auto& line : lines) {
    const auto& [found, value] = line_of(line);
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
