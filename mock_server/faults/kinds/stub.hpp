// A canned answer.
#pragma once

#include <utility>
#include <vector>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct Stub {
  static constexpr FaultRow kRow = {"stub", "this very answer"};

  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};

  void read(FaultReader& reader);
  void write(auto& json) const {
    json["status"] = status;
    json["content_type"] = content_type;
    json["headers"] = headers;
    json["body"] = body;
  }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
