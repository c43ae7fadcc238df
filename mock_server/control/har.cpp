#include "mock_server/control/har.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "json/writer.hpp"
#include "mock_server/journal/entry_json.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"
#include "signing/base64.hpp"
#include "signing/form_encoding.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::mock_server {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

void add_pair(json::ArrayWriter& array, std::string_view name, std::string_view value) {
  json::ObjectWriter pair(array.element());
  pair.add("name", name);
  pair.add("value", value);
}

void add_empty_array(json::ObjectWriter& object, std::string_view name) {
  object.text(name) += "[]";
}

// Absolute form stays; everything else gets the host that the client named.
std::string url_of(const Entry& entry) {
  if (!entry.path.starts_with('/')) return entry.path;
  const std::string_view host = header_value(entry.head, "host");
  return std::string(entry.tls ? "https://" : "http://") +
         (host.empty() ? std::string("unknown.invalid") : std::string(host)) + entry.path;
}

std::string version_of(const Entry& entry) {
  const std::string line = entry.head.substr(0, entry.head.find("\r\n"));
  const auto blank = line.rfind(' ');
  return blank == std::string::npos ? "HTTP/1.1" : line.substr(blank + 1);
}

void add_request(std::string& out, const Entry& entry, const signing::Redactor& redactor) {
  json::ObjectWriter request(out);
  request.add("method", entry.method);
  request.add("url", url_of(entry));
  request.add("httpVersion", version_of(entry));
  add_empty_array(request, "cookies");
  {
    json::ArrayWriter headers(request.text("headers"));
    for (const auto& [name, value] : header_lines(entry.head)) add_pair(headers, name, value);
  }
  {
    json::ArrayWriter query(request.text("queryString"));
    const auto mark = entry.path.find('?');
    const auto fields = signing::decode_form(
        mark == std::string::npos ? "" : std::string_view(entry.path).substr(mark + 1));
    for (const auto& field : fields ? *fields : std::vector<signing::FormField>()) {
      add_pair(query, redactor.redacted(field.name), redactor.redacted(field.value));
    }
  }
  if (!entry.body.empty()) {
    json::ObjectWriter data(request.text("postData"));
    data.add("mimeType", header_value(entry.head, "content-type"));
    data.add("text", entry.body);
    if (!signing::is_utf8(entry.body)) {
      std::string& hex = data.text("_hex");
      hex += '"';
      signing::append_hex(hex, entry.body);
      hex += '"';
    }
  }
  request.add("headersSize", entry.head.size());
  request.add("bodySize", entry.body_bytes);
}

Headers answer_headers(const Entry& entry) {
  // A fault's own Content-Type or Content-Length stands in place of ours
  // (wire/http/reply_bytes.hpp).
  const auto is_given = [&](std::string_view name) {
    return std::ranges::any_of(entry.answer_headers, [&](const auto& header) {
      return signing::equal_ignoring_case(header.first, name);
    });
  };
  Headers headers;
  if (!is_given("content-type")) headers.emplace_back("Content-Type", entry.answer_type);
  if (!is_given("content-length")) {
    headers.emplace_back("Content-Length", std::to_string(entry.answer_body_bytes));
  }
  headers.insert(headers.end(), entry.answer_headers.begin(), entry.answer_headers.end());
  if (entry.answer_has_mock_headers) {
    for (auto& header : mock_headers(entry)) headers.push_back(std::move(header));
  }
  return headers;
}

// Browsers show an exchange without an answer as status 0.
void add_response(std::string& out, const Entry& entry) {
  const bool is_nothing = entry.cut_after && *entry.cut_after == 0;
  json::ObjectWriter response(out);
  response.add("status", is_nothing || entry.answer_is_raw ? 0 : entry.status);
  response.add("statusText", is_nothing || entry.answer_is_raw ? "" : reason_phrase(entry.status));
  response.add("httpVersion", "HTTP/1.1");
  add_empty_array(response, "cookies");
  {
    json::ArrayWriter headers(response.text("headers"));
    if (!is_nothing && !entry.answer_is_raw) {
      for (const auto& [name, value] : answer_headers(entry)) add_pair(headers, name, value);
    }
  }
  {
    json::ObjectWriter content(response.text("content"));
    content.add("size", is_nothing ? 0 : entry.answer_body_bytes);
    content.add("mimeType", entry.answer_type);
    if (!is_nothing && signing::is_utf8(entry.answer_body)) {
      content.add("text", entry.answer_body);
    } else if (!is_nothing) {
      content.add("text", signing::base64_encode(entry.answer_body));
      content.add("encoding", "base64");
    }
  }
  response.add("redirectURL", "");
  response.add("headersSize", -1);
  response.add("bodySize",
               is_nothing ? std::int64_t{0} : static_cast<std::int64_t>(entry.answer_body_bytes));
  if (is_nothing) response.add("_error", wire_end_text(entry.wire_end));
}

void add_mock_members(json::ObjectWriter& json, const Entry& entry) {
  json::ObjectWriter mock(json.text("_everstrike_mock"));
  mock.add("number", entry.number);
  mock.add("api_key", entry.api_key);
  mock.add("verdict", slug(entry.verdict));
  mock.add("detail", entry.detail);
  mock.add("diagnosis", entry.diagnosis);
  mock.add("fix", entry.fix);
  mock.add("fault", entry.fault);
  mock.add("phase", phase_text(entry.phase));
  mock.add("effect", effect_text(entry.effect.kind));
  {
    json::ArrayWriter orders(mock.text("orders"));
    for (const std::string& id : entry.effect.order_ids) orders.add(id);
  }
  if (!entry.effect.fills.empty()) append_fills(mock.text("fills"), entry.effect.fills);
  mock.add("cut_after", entry.cut_after);
  mock.add("end", wire_end_text(entry.wire_end));
  mock.add("secret_on_wire", entry.secret_on_wire);
}

std::string milliseconds(std::int64_t microseconds) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(microseconds) / 1000.0);
  return text.data();
}

void add_entry(std::string& out, const Entry& entry, const signing::Redactor& redactor) {
  const std::string time = milliseconds(entry.duration_us + entry.delay_ms * 1000);
  json::ObjectWriter json(out);
  json.add("startedDateTime", iso_time(entry.time_ms));
  json.text("time") += time;
  add_request(json.text("request"), entry, redactor);
  add_response(json.text("response"), entry);
  json.text("cache") += "{}";
  json.text("timings") += "{\"send\":0,\"wait\":" + time + ",\"receive\":0}";
  json.add("connection", std::to_string(entry.connection));
  add_mock_members(json, entry);
}

}  // namespace

std::string iso_time(std::int64_t unix_ms) {
  const std::int64_t ms = ((unix_ms % 1000) + 1000) % 1000;
  const auto seconds = static_cast<std::time_t>((unix_ms - ms) / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + length, text.size() - length, ".%03dZ", static_cast<int>(ms));
  return text.data();
}

std::string har_begin() {
  std::string creator;
  {
    json::ObjectWriter json(creator);
    json.add("name", "everstrike-mock");
    json.add("version", EVERSTRIKE_VERSION);
  }
  return "{\"log\":{\"version\":\"1.2\",\"creator\":" + creator + ",\"entries\":[";
}

bool append_har_entry(std::string& out, const Entry& entry, const signing::Redactor& redactor) {
  if (entry.method.empty()) return false;
  add_entry(out, entry, redactor);
  return true;
}

std::string har_end(std::uint64_t left_out) {
  if (left_out == 0) return "]}}";
  return "],\"comment\":\"" + std::to_string(left_out) +
         " entries were no HTTP requests; see the journal\"}}";
}

}  // namespace everstrike::mock_server
