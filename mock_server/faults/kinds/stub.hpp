// A canned answer. Its body is text, or any bytes in base64.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"
#include "signing/base64.hpp"

namespace everstrike::mock_server {

struct Stub {
  static constexpr FaultRow kRow = {"stub", "this very answer"};

  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  HeaderPairs headers = {};
  std::string body = {};
  bool body_is_base64 = false;  // in the file; `body` holds the bytes

  void read(FaultReader& reader);
  void write(auto& json) const {
    json["status"] = status;
    json["content_type"] = content_type;
    json["headers"] = headers;
    if (body_is_base64) {
      json["body_base64"] = signing::base64_encode(body);
    } else {
      json["body"] = body;
    }
  }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
