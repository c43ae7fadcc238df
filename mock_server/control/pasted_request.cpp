#include "mock_server/control/pasted_request.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "mock_server/wire/http/request_reader.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

struct Halves {
  std::string_view head;
  std::string_view body;
};

// The empty line is the first that there is, whatever its line end.
Halves split(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with('\n')) return {text.substr(0, at), rest.substr(1)};
    if (rest.starts_with("\r\n")) return {text.substr(0, at), rest.substr(2)};
  }
  return {text, {}};
}

std::vector<std::string_view> lines_of(std::string_view head) {
  std::vector<std::string_view> lines;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  return lines;
}

bool is_header(std::string_view line, std::string_view name) {
  return signing::equal_ignoring_case(line.substr(0, line.find(':')), name);
}

Unexpected<std::string> wrong(MalformedRequest::Reason reason) {
  return Unexpected<std::string>(std::string(reason_text(reason)));
}

}  // namespace

Expected<Request, std::string> read_pasted_request(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  const Halves halves = split(text);
  const auto lines = lines_of(halves.head);
  if (lines.empty()) return Unexpected<std::string>("there is no request line");

  std::string head(lines[0]);
  if (head.find(" HTTP/") == std::string::npos) head += " HTTP/1.1";
  head += "\r\n";
  bool chunked = false;
  std::size_t length = std::numeric_limits<std::size_t>::max();
  for (const std::string_view line : std::vector(lines.begin() + 1, lines.end())) {
    if (is_header(line, "content-length")) {
      const auto digits = line.substr(std::min(line.find_first_of("0123456789"), line.size()));
      if (!digits.empty() && digits.size() < 10) length = std::stoul(std::string(digits));
      continue;
    }
    chunked = chunked || is_header(line, "transfer-encoding");
    head.append(line).append("\r\n");
  }
  const std::string_view body =
      chunked ? halves.body : halves.body.substr(0, std::min(length, halves.body.size()));
  if (!chunked) head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  head += "\r\n";

  RequestReader reader({}, body.size());
  const std::string message = head + std::string(body);
  const auto fed = reader.feed(message);
  if (fed.outcome == RequestReader::Outcome::malformed) return wrong(reader.reason());
  if (fed.outcome == RequestReader::Outcome::need_more) {
    return wrong(MalformedRequest::Reason::cut_off);
  }
  return reader.take();
}

}  // namespace everstrike::mock_server
