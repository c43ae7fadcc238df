#include "mock_server/message/effect.hpp"

namespace everstrike::mock_server {

std::string_view effect_text(Effect::Kind kind) {
  switch (kind) {
    case Effect::Kind::none:
      return "none";
    case Effect::Kind::cancelled:
      return "cancelled";
    case Effect::Kind::placed:
      return "placed";
    case Effect::Kind::triggered:
      return "triggered";
    case Effect::Kind::filled:
      return "filled";
  }
  return "";
}

}  // namespace everstrike::mock_server
