// What the rules want to know of one request, worked out once for all of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/session/session_entry.hpp"
#include "conformance/session/told.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::conformance {

struct SessionRequest {
  // `seen` must outlive it.
  explicit SessionRequest(const SessionEntry& seen);

  const SessionEntry& seen;
  const mock_server::Entry& entry;
  bool is_control = false;  // somebody at the control side, no client
  std::string_view path;    // without its query
  std::string_view query;
  Told told = Told::done;
  std::int64_t at_ms = 0;        // when it was complete
  std::int64_t answered_ms = 0;  // when its answer was sent, or would have been
  // Method, path and fields but for the time stamps: two requests that are alike in it are one that
  // was tried again.
  std::string sameness;
  std::vector<signing::FormField> fields;  // of the body, or of a GET's query

  [[nodiscard]] bool is_post(std::string_view to) const {
    return entry.method == "POST" && path == to;
  }
  // field gives the first value of that name, "" without one.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

// answer_header gives the first value of an answer's header, "" without one; a view into `entry`.
[[nodiscard]] std::string_view answer_header(const mock_server::Entry& entry,
                                             std::string_view wanted);

// is_exchange_request: a client's HTTP request to the exchange, and none that went astray or was
// for somebody else, as a browser's for an icon.
[[nodiscard]] bool is_exchange_request(const SessionEntry& seen);

}  // namespace everstrike::conformance
