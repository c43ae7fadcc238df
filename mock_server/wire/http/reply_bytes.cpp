#include "mock_server/wire/http/reply_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (!signing::is_token(name)) return;
  out.append(name).append(": ");
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  out.append(value);
  if (!signing::is_value(value)) {
    std::replace_if(
        out.begin() + begin, out.end(), [](char c) { return !signing::is_value_char(c); }, ' ');
  }
  out.append("\r\n");
}

bool has_header(const Reply& reply, std::string_view name) {
  return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& header) {
    return signing::equal_ignoring_case(header.first, name);
  });
}

}  // namespace

bool allows_content(int status) { return status >= 200 && status != 204 && status != 304; }

std::string render_reply(const Reply& reply, RenderOptions options, std::string room) {
  std::string out = std::move(room);
  out.clear();
  out.reserve(160 + reply.headers.size() * 64 + reply.interim.size() +
              (options.head_only ? 0 : reply.body.size()));
  out.append(reply.interim);
  auto code = std::to_string(std::clamp(reply.status, 0, 999));
  code.insert(0, 3 - code.size(), '0');
  out.append("HTTP/1.1 ").append(code).append(" ").append(reason_phrase(reply.status));
  out.append("\r\n");

  const bool content = allows_content(reply.status);
  if (content && !reply.content_type.empty() && !has_header(reply, "content-type")) {
    append_header(out, "Content-Type", reply.content_type);
  }
  if (content && !has_header(reply, "content-length") && !has_header(reply, "transfer-encoding")) {
    if (options.body_end == BodyEnd::content_length) {
      append_header(out, "Content-Length", std::to_string(reply.body.size()));
    } else if (options.body_end == BodyEnd::chunked) {
      append_header(out, "Transfer-Encoding", "chunked");
    }
  }
  for (const auto& [name, value] : reply.headers) append_header(out, name, value);
  if (options.connection != ConnectionHeader::none && !has_header(reply, "connection")) {
    append_header(out, "Connection",
                  options.connection == ConnectionHeader::close ? "close" : "keep-alive");
  }
  out.append("\r\n");
  if (content && !options.head_only) out.append(reply.body);
  return out;
}

std::string chunk_of(std::string_view bytes, bool is_last) {
  std::string out;
  out.reserve(bytes.size() + 32);
  if (!bytes.empty()) {
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    out.append(size.data()).append(bytes).append("\r\n");
  }
  if (is_last) out.append("0\r\n\r\n");
  return out;
}

std::string_view reason_phrase(int status) {
  static constexpr std::pair<int, std::string_view> kPhrases[] = {
      {100, "Continue"},
      {101, "Switching Protocols"},
      {102, "Processing"},
      {103, "Early Hints"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {402, "Payment Required"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {418, "I'm a teapot"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {425, "Too Early"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {451, "Unavailable For Legal Reasons"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  };
  const auto* found = std::ranges::find(kPhrases, status, &std::pair<int, std::string_view>::first);
  return found == std::end(kPhrases) ? std::string_view("Unknown") : found->second;
}

}  // namespace everstrike::mock_server
