// When a fault strikes. A rule is data: which requests it looks at, how often it hits, at which
// phase of the request, and what then happens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/words.hpp"
#include "mock_server/faults/fault.hpp"
#include "mock_server/message/dice.hpp"

namespace everstrike::mock_server {

enum class Phase {
  at_accept,      // a connection comes in; there is no request yet, so the rule counts connections
  before_auth,    // neither key nor signature has been looked at; nothing happens
  before_effect,  // the request is right, and the cancel does not happen
  after_effect,   // the cancel has happened, the client may not hear of it
};

inline constexpr Words<Phase, 4> kPhases = {{
    {"at_accept", Phase::at_accept},
    {"before_auth", Phase::before_auth},
    {"before_effect", Phase::before_effect},
    {"after_effect", Phase::after_effect},
}};
[[nodiscard]] inline std::string_view phase_text(Phase phase) { return word_of(phase, kPhases); }
[[nodiscard]] inline std::optional<Phase> phase_of_text(std::string_view text) {
  return value_of(text, kPhases);
}

struct Rule {
  std::string id;
  // Which requests it looks at. In patterns "*" stands for any text and "?" for one character.
  std::string endpoint = "POST /auth/cancel";  // pattern
  std::optional<std::string> api_key = {};     // pattern
  std::optional<std::string> order_id = {};    // pattern; one id of the request must match
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
