#include "command_line/nearest_name.hpp"

#include <algorithm>
#include <cstddef>

#include "signing/text/edit_distance.hpp"

namespace everstrike::command_line {
std::optional<std::string> nearest_name(std::string_view typed,
                                        const std::vector<std::string>& names) {
  constexpr std::size_t kTypedMax = 64;  // longer ones are no typing errors, and cost quadratically
  if (typed.size() > kTypedMax) return std::nullopt;
  std::size_t best = std::min<std::size_t>(3, typed.size() / 3);
  std::optional<std::string> nearest;
  for (const auto& name : names) {
    const auto edits = signing::edits_between(typed, name);
    if (edits < best || (edits == best && !nearest)) {
      best = edits;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace everstrike::command_line
