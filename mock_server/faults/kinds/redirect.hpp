// Sends the client elsewhere.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct Redirect {
  static constexpr FaultRow kRow = {"redirect", "a redirect"};

  int status = 307;  // 301, 302, 303, 307 or 308
  std::string location;

  void read(FaultReader& reader);
  void write(auto& json) const {
    json["status"] = status;
    json["location"] = location;
  }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
