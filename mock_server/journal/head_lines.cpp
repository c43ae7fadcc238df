#include "mock_server/journal/head_lines.hpp"

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

std::vector<HeaderLine> header_lines(std::string_view head) {
  std::vector<HeaderLine> lines;
  std::size_t at = head.find("\r\n");
  while (at != std::string_view::npos) {
    const std::size_t begin = at + 2;
    at = head.find("\r\n", begin);
    const std::string_view line =
        head.substr(begin, at == std::string_view::npos ? at : at - begin);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    lines.emplace_back(line.substr(0, colon), signing::trim_blanks(line.substr(colon + 1)));
  }
  return lines;
}

std::string_view header_value(std::string_view head, std::string_view name) {
  for (const auto& [found, value] : header_lines(head)) {
    if (signing::equal_ignoring_case(found, name)) return value;
  }
  return "";
}

}  // namespace everstrike::mock_server
