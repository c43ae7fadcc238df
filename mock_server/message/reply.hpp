// One answer as plain data, before it becomes bytes: tests compare it, faults change it, the
// journal keeps it. wire/reply_bytes turns it into an HTTP/1.1 message.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace everstrike::mock_server {

struct Reply {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body = {};
  // Further headers, sent in this order after Content-Type and Content-Length.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string interim = {};  // interim answers (1xx), as bytes, that are sent before it
  bool close = false;        // ends the connection after this answer, and says so
};

}  // namespace everstrike::mock_server
