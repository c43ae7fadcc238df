#include "mock_server/wire/turn.hpp"

#include "mock_server/wire/connection.hpp"

namespace everstrike::mock_server {

void Turn::end() {
  more_ = false;
  for (const auto& connection : held_) connection->go_on(scratch_);
  held_.clear();
}

void Turn::send_held() {
  for (const auto& connection : held_) connection->send_held();
}

}  // namespace everstrike::mock_server
