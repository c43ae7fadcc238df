// The rules of behaviour that a client can break, beside the catalogue of signing mistakes: each
// has a slug for machines and a sentence on what to do instead. A breach that any case may show
// (a secret in the output) has an owner, the case that asks about it; it is charged there.
#pragma once

#include <span>
#include <string_view>

namespace everstrike::conformance {

struct Rule {
  std::string_view slug;
  std::string_view remedy;
  std::string_view owner = {};  // id of the case that a breach seen anywhere is charged to
  // From which revision of the suite on a breach is a failed "must", whatever the case's own level;
  // 0: never. A false claim about an order is one.
  int always_counts_since = 0;
};

[[nodiscard]] std::span<const Rule> rules() noexcept;
// find_rule gives nullptr for a slug that isn't one of them.
[[nodiscard]] const Rule* find_rule(std::string_view slug) noexcept;
[[nodiscard]] bool always_counts(std::string_view slug, int revision) noexcept;

}  // namespace everstrike::conformance
