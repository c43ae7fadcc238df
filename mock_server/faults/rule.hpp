// When a fault strikes. A rule is data: which requests it looks at, how often it hits, at which
// phase of the request, and what then happens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/faults/fault.hpp"
#include "mock_server/message/dice.hpp"
#include "mock_server/message/phase.hpp"

namespace everstrike::mock_server {

struct Rule {
  std::string id;
  // Which requests it looks at. In patterns "*" stands for any text and "?" for one character.
  std::string endpoint = "POST /auth/cancel";  // pattern
  std::optional<std::string> api_key = {};     // pattern
  std::optional<std::string> order_id = {};    // pattern; one id of the request must match
  // Of the phase on_message instead: which messages of the feed, a pattern for PAIR:category or for
  // the category alone.
  std::optional<std::string> feed = {};
  // Which of those it may hit, counted per API key from 1; both ends belong to it.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> ordinals = {};
  std::uint64_t every = 1;  // and only each so-many-th of them
  Chance chance = {};
  Phase phase = Phase::before_effect;
  Fault fault = {};
};

// matches_pattern tells whether the whole of `text` fits.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace everstrike::mock_server
