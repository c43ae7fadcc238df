// What `everstrike cancel` prints: one line for a person, or one JSON object for a program.
#pragma once

#include <string>
#include <string_view>

#include "client/cancel_client.hpp"

namespace everstrike::client {

// report_line gives "confirmed (by inference): order X: …" or "rejected (filled): …", without a
// newline. The server's text in
// it may hold control characters; the caller makes it fit for a terminal.
[[nodiscard]] std::string report_line(const CancelReport& report, std::string_view order_id);

// report_json gives {"outcome","inferred","filled","order_id","reason","order","qty_filled",
// "signed_by","attempts":[{"http_status","reason"}]} on one line. `order` is the order as the last
// answer told it, and `qty_filled` its number as it stood there; both are null without one, and so
// is http_status without an answer. Bytes that aren't UTF-8 are replaced.
[[nodiscard]] std::string report_json(const CancelReport& report, std::string_view order_id);

}  // namespace everstrike::client
