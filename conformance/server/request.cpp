#include "conformance/server/request.hpp"

namespace everstrike::conformance::server {

std::string Request::head() const {
  std::string out = method + " " + target + " " + version + "\r\n";
  for (const auto& [name, value] : headers) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  return out + "\r\n";
}

Request& Request::set(std::string_view name, std::string value) {
  for (auto& header : headers) {
    if (header.first != name) continue;
    header.second = std::move(value);
    return *this;
  }
  headers.emplace_back(name, std::move(value));
  return *this;
}

Request& Request::remove(std::string_view name) {
  std::erase_if(headers, [&](const auto& header) { return header.first == name; });
  return *this;
}

Request& Request::with_body(std::string text) {
  body = std::move(text);
  return set("content-length", std::to_string(body.size()));
}

}  // namespace everstrike::conformance::server
