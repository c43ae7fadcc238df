#include "mock_server/message/envelope.hpp"

#include "json/writer.hpp"

namespace everstrike::mock_server {

std::string envelope(int code, std::string_view msg, std::string_view result_json) {
  std::string out;
  out.reserve(32 + msg.size() + result_json.size());
  out += "{\"code\":";
  json::append_number(out, std::int64_t{code});
  out += ",\"msg\":";
  json::append_string(out, msg);
  out += ",\"result\":";
  out += result_json;
  out += '}';
  return out;
}

// A list may have megabytes, so it is not copied.
Reply success_reply(std::string result_json, std::string_view beside_json) {
  static const std::string begin = [] {
    std::string empty = envelope(200, "null", "");
    empty.pop_back();
    return empty;
  }();
  Reply reply{.status = 200, .body = std::move(result_json)};
  reply.body.insert(0, begin).push_back('}');
  if (!beside_json.empty()) {
    reply.body.back() = ',';
    reply.body.append(beside_json) += '}';
  }
  return reply;
}

Reply error_reply(int status, std::string_view msg) {
  return {.status = status, .body = envelope(status, msg, "{}")};
}

Reply exact_error_reply(int status, int code, std::string_view msg) {
  return {.status = status, .body = envelope(code, msg, "null")};
}

}  // namespace everstrike::mock_server
