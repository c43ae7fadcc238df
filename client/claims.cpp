#include "client/claims.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace everstrike::client {
namespace {

constexpr Claim kCancelled{OutcomeKind::confirmed, false, false};
constexpr Claim kInferred{OutcomeKind::confirmed, true, false};
constexpr Claim kNot{OutcomeKind::rejected, false, false};
constexpr Claim kFilled{OutcomeKind::rejected, false, true};
constexpr Claim kUnknown{OutcomeKind::unknown, false, false};

constexpr std::array<ClaimRow, 13> kRows = {{
    {Evidence::confirmed, "confirmed", kCancelled, kCancelled, false},
    {Evidence::completed, "completed", kFilled, kFilled, false},
    {Evidence::ended, "ended", kNot, kUnknown, false},
    {Evidence::inconclusive, "inconclusive", kUnknown, kUnknown, true},
    {Evidence::filled, "filled", kFilled, kFilled, false},
    {Evidence::cancelled, "cancelled", kNot, kInferred, false},
    {Evidence::missing, "missing", kNot, kUnknown, false},
    {Evidence::refused, "refused", kNot, kUnknown, false},
    {Evidence::throttled, "throttled", kNot, kUnknown, true},
    {Evidence::declined, "declined", kUnknown, kUnknown, false},
    {Evidence::unclear, "unclear", kUnknown, kUnknown, true},
    {Evidence::redirected, "redirected", kUnknown, kUnknown, false},
    {Evidence::not_sent, "not_sent", kNot, kUnknown, true},
}};

constexpr bool every_row_stands_in_its_place() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].evidence != static_cast<Evidence>(i)) return false;
  }
  return kRows.back().evidence == Evidence::not_sent;
}
static_assert(every_row_stands_in_its_place());

const ClaimRow& row_of(Evidence evidence) { return kRows[static_cast<std::size_t>(evidence)]; }

}  // namespace

std::span<const ClaimRow> claim_rows() { return kRows; }

bool is_unclear(Evidence evidence) {
  return evidence == Evidence::inconclusive || evidence == Evidence::unclear;
}

Claim claim_of(std::span<const Attempt> history) {
  assert(!history.empty());
  const auto earlier = history.first(history.size() - 1);
  const auto& row = row_of(history.back().evidence);
  const bool is_open = std::ranges::any_of(
      earlier, [](const Attempt& attempt) { return is_unclear(attempt.evidence); });
  return is_open ? row.after_unclear : row.alone;
}

bool is_asked_again(Evidence evidence) { return row_of(evidence).is_asked_again; }

}  // namespace everstrike::client
