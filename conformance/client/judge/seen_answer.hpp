// What a client could read in an answer: texts and members that the exchange wrote, never the
// journal's own knowledge.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conformance/run/setting.hpp"
#include "mock_server/journal/entry.hpp"

namespace everstrike::conformance {

// gone_of_text gives filled, cancelled or missing if a refusal's body says that this order is gone,
// in any letter case and in that order: a text that says both "already" and "filled" is about a
// filled order.
[[nodiscard]] std::optional<Proof> gone_of_text(std::string_view body, std::string_view order_id);

// proof_of_look gives what an answer to GET /order or to a list says of that order: confirms
// (cancelled), filled or open; unclear when it doesn't show the order, or in another state.
[[nodiscard]] Proof proof_of_look(std::string_view body, std::string_view order_id);

// is_whole_answer: a whole HTTP answer was sent, which a client could read.
[[nodiscard]] bool is_whole_answer(const mock_server::Entry& entry);

// has_own_envelope: the body is the exchange's envelope, whose code is the answer's status.
[[nodiscard]] bool has_own_envelope(const mock_server::Entry& entry);

}  // namespace everstrike::conformance
