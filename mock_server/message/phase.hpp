// When in the life of a request a fault strikes it.
#pragma once

#include <optional>
#include <string_view>

#include "json/words.hpp"

namespace everstrike::mock_server {

enum class Phase {
  at_accept,      // a connection comes in; there is no request yet, so the rule counts connections
  before_auth,    // neither key nor signature has been looked at; nothing happens
  before_effect,  // the request is right, and the cancel does not happen
  after_effect,   // the cancel has happened, the client may not hear of it
  on_message,     // a message of the feed is about to leave
};

inline constexpr json::Words<Phase, 5> kPhases = {{
    {"at_accept", Phase::at_accept},
    {"before_auth", Phase::before_auth},
    {"before_effect", Phase::before_effect},
    {"after_effect", Phase::after_effect},
    {"on_message", Phase::on_message},
}};

// phase_text is the name that files and the journal have for it; "" for none.
[[nodiscard]] inline std::string_view phase_text(std::optional<Phase> phase) {
  return phase ? json::word_of(*phase, kPhases) : "";
}
[[nodiscard]] inline std::optional<Phase> phase_of_text(std::string_view text) {
  return json::value_of(text, kPhases);
}

}  // namespace everstrike::mock_server
