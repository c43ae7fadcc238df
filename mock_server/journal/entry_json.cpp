#include "mock_server/journal/entry_json.hpp"

#include <nlohmann/json.hpp>

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::ordered_json;

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

bool is_text(const std::string& bytes) {
  try {
    (void)Json(bytes).dump();  // strict about UTF-8
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

void set_bytes(Json& json, const std::string& name, const std::string& bytes) {
  if (is_text(bytes)) {
    json[name] = bytes;
  } else {
    json[name + "_hex"] = hex(bytes);
  }
}

// The header lines of a head as [[name, value], …], in received order and case.
Json headers_of(const std::string& head) {
  Json headers = Json::array();
  std::size_t at = head.find("\r\n");
  while (at != std::string::npos) {
    const std::size_t begin = at + 2;
    at = head.find("\r\n", begin);
    const std::string line = head.substr(begin, at == std::string::npos ? at : at - begin);
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::size_t value = line.find_first_not_of(" \t", colon + 1);
    const std::string text = value == std::string::npos
                                 ? ""
                                 : line.substr(value, line.find_last_not_of(" \t") + 1 - value);
    headers.push_back({line.substr(0, colon), is_text(text) ? text : "0x" + hex(text)});
  }
  return headers;
}

Json json_of(const Entry& entry) {
  Json json;
  json["number"] = entry.number;
  json["time_ms"] = entry.time_ms;
  set_bytes(json, "api_key", entry.api_key);
  json["key_number"] = entry.key_number;
  set_bytes(json, "method", entry.method);
  set_bytes(json, "path", entry.path);
  json["headers"] = headers_of(entry.head);
  set_bytes(json, "body", entry.body);
  json["content_length"] = entry.content_length ? Json(*entry.content_length) : Json();
  json["chunked"] = entry.chunked;
  json["body_bytes"] = entry.body_bytes;
  json["verdict"] = entry.verdict;
  json["detail"] = entry.detail;
  json["diagnosis"] = entry.diagnosis;
  json["fault"] = entry.fault;
  json["phase"] = entry.phase;
  json["effect"] = {{"kind", entry.effect}, {"orders", entry.effect_order_ids}};
  json["secret_on_wire"] = entry.secret_on_wire;
  json["answer"] = {{"status", entry.status},
                    {"body_bytes", entry.answer_body_bytes},
                    {"cut_after", entry.cut_after ? Json(*entry.cut_after) : Json()},
                    {"end", entry.wire_end},
                    {"delay_ms", entry.delay_ms}};
  json["duration_us"] = entry.duration_us;
  json["connection"] = entry.connection;
  json["request_on_connection"] = entry.request_on_connection;
  json["tls"] = entry.tls;
  return json;
}

// A detail or an order id may quote what a client sent, so dumping must never throw.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string entry_json(const Entry& entry) { return dump(json_of(entry)); }

std::string page_json(const JournalPage& page) {
  std::string out = "{\"entries\":[";
  for (std::size_t i = 0; i < page.entries.size(); ++i) {
    if (i != 0) out += ',';
    out += entry_json(*page.entries[i]);
  }
  out += "],\"last\":" + std::to_string(page.last) +
         ",\"dropped\":" + std::to_string(page.dropped) + "}";
  return out;
}

}  // namespace everstrike::mock_server
