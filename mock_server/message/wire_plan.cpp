#include "mock_server/message/wire_plan.hpp"

namespace everstrike::mock_server {

std::string_view wire_end_text(WireEnd end) {
  switch (end) {
    case WireEnd::keep:
      return "keep";
    case WireEnd::close:
      return "close";
    case WireEnd::reset:
      return "reset";
    case WireEnd::hang:
      return "hang";
  }
  return "";
}

}  // namespace everstrike::mock_server
