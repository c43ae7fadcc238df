// The control side's answers: plain JSON, never the exchange's envelope. An error is
// {"error":"<one line>"} with the HTTP status that fits it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "json/writer.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

[[nodiscard]] inline Reply json_reply(std::string json, int status = 200) {
  return {.status = status, .content_type = "application/json", .body = std::move(json)};
}

[[nodiscard]] inline Reply control_error(int status, std::string_view text) {
  std::string json = "{\"error\":";
  json::append_string(json, text);
  json += '}';
  return json_reply(std::move(json), status);
}

// plain_answer sends a reply that is complete, at once.
[[nodiscard]] inline Answer plain_answer(Reply reply) {
  return {.reply = std::move(reply), .plan = {}, .park_for = std::nullopt};
}

[[nodiscard]] inline Reply unknown_key() {
  return control_error(404, "there is no account with this API key");
}

}  // namespace everstrike::mock_server
