// When a fault strikes. A rule is data: which requests it looks at, how often it hits, at which
// phase of the request, and what then happens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/faults/dice.hpp"
#include "mock_server/faults/fault.hpp"

namespace everstrike::mock_server {

enum class Phase {
  before_effect,  // the cancel does not happen
  after_effect,   // the cancel has happened, the client may not hear of it
};

[[nodiscard]] std::string_view phase_text(Phase phase);
[[nodiscard]] std::optional<Phase> phase_of_text(std::string_view text);

struct Rule {
  std::string id;
  std::string endpoint = "POST /auth/cancel";
  // Which of its matches it looks at, counted per API key from 1; both ends belong to it.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> ordinals;
  Chance chance;
  Phase phase = Phase::before_effect;
  Fault fault;
};

}  // namespace everstrike::mock_server
