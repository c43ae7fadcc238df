#include "mock_server/journal/entry.hpp"

#include "mock_server/message/request.hpp"

namespace everstrike::mock_server {

std::string_view Entry::resource() const { return origin_form(path); }

std::vector<std::pair<std::string, std::string>> mock_headers(const Entry& entry) {
  std::vector<std::pair<std::string, std::string>> headers;
  headers.reserve(2);
  headers.emplace_back("x-mock-verdict", slug(entry.verdict));
  headers.emplace_back("x-mock-request", std::to_string(entry.number));
  if (!entry.fault.empty()) headers.emplace_back("x-mock-fault", entry.fault);
  if (!entry.diagnosis.empty()) headers.emplace_back("x-mock-diagnosis", entry.diagnosis);
  if (!entry.notes.empty()) {
    std::string notes = entry.notes[0];
    for (std::size_t i = 1; i < entry.notes.size(); ++i) notes += ", " + entry.notes[i];
    headers.emplace_back("x-mock-note", std::move(notes));
  }
  return headers;
}

}  // namespace everstrike::mock_server
