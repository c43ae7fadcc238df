// What `everstrike cancel` prints: one line for a person, or one JSON object for a program.
#pragma once

#include <string>
#include <string_view>

#include "client/cancel_client.hpp"

namespace everstrike::client {

// report_line gives "confirmed (by inference): order X: …" without a newline. The server's text in
// it may hold control characters; the caller makes it fit for a terminal.
[[nodiscard]] std::string report_line(const CancelReport& report, std::string_view order_id);

// report_json gives
// {"outcome","inferred","order_id","reason","attempts":[{"http_status","reason"}]} on one line;
// http_status is null without an answer. Bytes that aren't UTF-8 are replaced.
[[nodiscard]] std::string report_json(const CancelReport& report, std::string_view order_id);

}  // namespace everstrike::client
