// The answers that cases plan: when they come, what they look like, and what they prove. A planned
// answer reads from the outside in: `first(after_effect(answer(503), Proof::unclear))`.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/run/setting.hpp"
#include "mock_server/faults/fault.hpp"

namespace everstrike::conformance::answers {

// The id of an order that is not the case's.
inline constexpr std::string_view kOtherId = "c6d30ec0385f11e9a7706b30b08d8b29";

// When. Planned answers strike every cancel unless they are wrapped in `first` or `later`.
// instead: nothing happens, whoever asks and however it is signed.
[[nodiscard]] PlannedAnswer instead(mock_server::Fault fault, Proof proof = Proof::unclear);
// after_effect: a right cancel has happened, and its answer is shaped.
[[nodiscard]] PlannedAnswer after_effect(mock_server::Fault fault, Proof proof = Proof::unclear);
// filled_first: the order is filled just before the cancel is handled, of this quantity or all of
// it; the answer is the true one.
[[nodiscard]] PlannedAnswer filled_first(std::optional<double> qty = std::nullopt);
// first lets it strike only the first `times` cancels, later only those that follow `after`.
[[nodiscard]] PlannedAnswer first(PlannedAnswer answer, std::uint64_t times = 1);
[[nodiscard]] PlannedAnswer later(PlannedAnswer answer, std::uint64_t after = 1);

// What. `answer` is the documented envelope with that status.
[[nodiscard]] mock_server::Fault answer(
    int status, mock_server::BodyKind body = mock_server::BodyKind::documented);
[[nodiscard]] mock_server::Fault answer_with_wait(
    int status, std::uint32_t retry_after_s,
    mock_server::RetryAfterForm form = mock_server::RetryAfterForm::seconds);
[[nodiscard]] mock_server::Fault delay(std::chrono::milliseconds wait);
// json gives this body with 200 or another status.
[[nodiscard]] mock_server::Fault json(std::string body, int status = 200);
// raw sends these very bytes and closes the connection.
[[nodiscard]] mock_server::Fault raw(std::string bytes);

// order_json is the case's order with every documented field, or another one.
enum class Filled { none, half, all };
[[nodiscard]] std::string order_json(std::string_view id = kIdHere,
                                     std::string_view status = "CANCELLED",
                                     Filled filled = Filled::none);
// envelope is {"code":…,"msg":…,"result":…} with the texts taken as they are.
[[nodiscard]] std::string envelope(std::string_view code, std::string_view msg,
                                   std::string_view result);
// success is the documented answer of a cancelled order.
[[nodiscard]] std::string success();

}  // namespace everstrike::conformance::answers
