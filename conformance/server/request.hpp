// A request as the bytes that go out: nothing is added, reordered or corrected on the way.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace everstrike::conformance::server {

struct Request {
  std::string method = "POST";
  std::string target = "/auth/cancel";
  std::string version = "HTTP/1.1";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] std::string head() const;  // up to and with the empty line
  [[nodiscard]] std::string bytes() const { return head() + body; }

  // set replaces the value of a header, spelled the same, or adds it; remove takes it out.
  Request& set(std::string_view name, std::string value);
  Request& remove(std::string_view name);
  // with_body replaces the body and its Content-Length; the signature stays as it is.
  Request& with_body(std::string text);
};

}  // namespace everstrike::conformance::server
