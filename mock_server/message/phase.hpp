// When in the life of a request a fault strikes it.
#pragma once

#include <optional>
#include <string_view>

namespace everstrike::mock_server {

enum class Phase {
  at_accept,      // a connection comes in; there is no request yet, so the rule counts connections
  before_auth,    // neither key nor signature has been looked at; nothing happens
  before_effect,  // the request is right, and the cancel does not happen
  after_effect,   // the cancel has happened, the client may not hear of it
};

// phase_text is the name that files and the journal have for it; "" for none.
[[nodiscard]] std::string_view phase_text(std::optional<Phase> phase);
[[nodiscard]] std::optional<Phase> phase_of_text(std::string_view text);

}  // namespace everstrike::mock_server
