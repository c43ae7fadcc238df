#include "mock_server/journal/head_lines.hpp"

#include <strings.h>

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
    const std::size_t first = line.find_first_not_of(" \t", colon + 1);
    const std::size_t last = line.find_last_not_of(" \t");
    lines.emplace_back(line.substr(0, colon), first == std::string_view::npos
                                                  ? std::string_view()
                                                  : line.substr(first, last + 1 - first));
  }
  return lines;
}

std::string_view header_value(std::string_view head, std::string_view name) {
  for (const auto& [found, value] : header_lines(head)) {
    if (same_header_name(found, name)) return value;
  }
  return "";
}

bool same_header_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace everstrike::mock_server
