#include "mock_server/message/phase.hpp"

namespace everstrike::mock_server {

std::string_view phase_text(std::optional<Phase> phase) {
  if (!phase) return "";
  switch (*phase) {
    case Phase::at_accept:
      return "at_accept";
    case Phase::before_auth:
      return "before_auth";
    case Phase::before_effect:
      return "before_effect";
    case Phase::after_effect:
      return "after_effect";
  }
  return "";
}

std::optional<Phase> phase_of_text(std::string_view text) {
  for (const Phase phase :
       {Phase::at_accept, Phase::before_auth, Phase::before_effect, Phase::after_effect}) {
    if (phase_text(phase) == text) return phase;
  }
  return std::nullopt;
}

}  // namespace everstrike::mock_server
