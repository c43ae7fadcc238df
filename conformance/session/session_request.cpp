#include "conformance/session/session_request.hpp"

#include <algorithm>

#include "mock_server/exchange/router.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
namespace {

// Taken out piece by piece and not decoded, so that a form that can't be read has a sameness too.
void append_without_times(std::string& out, std::string_view form) {
  while (!form.empty()) {
    const std::size_t end = std::min(form.find('&'), form.size());
    const std::string_view piece = form.substr(0, end);
    form.remove_prefix(std::min(end + 1, form.size()));
    if (piece.starts_with("timestamp=") || piece.starts_with("recv_window=")) continue;
    out.append(piece).append("&");
  }
}

}  // namespace

SessionRequest::SessionRequest(const SessionEntry& seen_entry)
    : seen(seen_entry),
      entry(seen.entry),
      is_control(entry.kind == mock_server::EntryKind::control),
      path(entry.resource()) {
  const std::size_t mark = std::min(path.find('?'), path.size());
  query = path.substr(std::min(mark + 1, path.size()));
  path = path.substr(0, mark);
  at_ms = entry.time_ms;
  answered_ms = at_ms + entry.delay_ms + (entry.duration_us + 500) / 1000;
  if (is_control || entry.method.empty()) return;
  told = told_by(seen);
  sameness = entry.method + " " + std::string(path) + "?";
  append_without_times(sameness, query);
  sameness += '\n';
  append_without_times(sameness, entry.body);
  if (auto read = signing::decode_form(entry.method == "POST" ? entry.body : query)) {
    fields = std::move(*read);
  }
}

std::string_view SessionRequest::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const signing::FormField& one) { return one.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::string_view answer_header(const mock_server::Entry& entry, std::string_view wanted) {
  for (const auto& [name, value] : entry.answer_headers) {
    if (signing::equal_ignoring_case(name, wanted)) return value;
  }
  return "";
}

bool is_exchange_request(const SessionEntry& seen) {
  const mock_server::Entry& entry = seen.entry;
  if (entry.kind != mock_server::EntryKind::request || entry.method.empty()) return false;
  if (!entry.api_key.empty()) return true;
  const std::string_view whole = entry.resource();
  const std::string_view path = whole.substr(0, whole.find('?'));
  const auto endpoints = mock_server::endpoint_names();
  return path.starts_with("/auth/") || std::ranges::any_of(endpoints, [&](std::string_view name) {
           return name.substr(name.find(' ') + 1) == path;
         });
}

}  // namespace everstrike::conformance
