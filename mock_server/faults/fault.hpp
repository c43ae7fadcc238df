// What can go wrong on purpose, as plain data: one of the faults in kinds/, where each is a file.
// This is their registry; what a fault is made of stands in kinds/kind.hpp, and how one is added in
// docs/adding-a-fault.md.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "mock_server/faults/kinds/answer_status.hpp"
#include "mock_server/faults/kinds/bad_chunks.hpp"
#include "mock_server/faults/kinds/close_silently.hpp"
#include "mock_server/faults/kinds/compress_body.hpp"
#include "mock_server/faults/kinds/cut_headers.hpp"
#include "mock_server/faults/kinds/delay_reply.hpp"
#include "mock_server/faults/kinds/double_content_length.hpp"
#include "mock_server/faults/kinds/dribble.hpp"
#include "mock_server/faults/kinds/drop_connection.hpp"
#include "mock_server/faults/kinds/duplicate.hpp"
#include "mock_server/faults/kinds/duplicate_headers.hpp"
#include "mock_server/faults/kinds/fill_first.hpp"
#include "mock_server/faults/kinds/gap.hpp"
#include "mock_server/faults/kinds/garbage.hpp"
#include "mock_server/faults/kinds/hang.hpp"
#include "mock_server/faults/kinds/interim_answers.hpp"
#include "mock_server/faults/kinds/redirect.hpp"
#include "mock_server/faults/kinds/reset_peer.hpp"
#include "mock_server/faults/kinds/stub.hpp"
#include "mock_server/faults/kinds/truncate_body.hpp"
#include "mock_server/faults/kinds/wrong_content_length.hpp"
#include "mock_server/message/message_fate.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// In the order in which they are listed to people.
using Fault = std::variant<AnswerStatus, DelayReply, TruncateBody, CutHeaders, ResetPeer,
                           CloseSilently, Hang, Dribble, Garbage, Redirect, Stub, DuplicateHeaders,
                           WrongContentLength, DoubleContentLength, BadChunks, InterimAnswers,
                           CompressBody, FillFirst, DropConnection, Gap, Duplicate>;

// fault_rows gives the rows of all faults, in that order.
[[nodiscard]] std::span<const FaultRow> fault_rows();
// fault_type is the fault's name in scenario files: "reset_peer".
[[nodiscard]] std::string_view fault_type(const Fault& fault);

// apply shapes `shaped` as `fault` says.
void apply(const Fault& fault, const Moment& moment, Answer& shaped);

// fate_of says what becomes of a message that `fault` strikes; nullopt: it is no fault of the feed.
[[nodiscard]] std::optional<MessageFate> fate_of(const Fault& fault);

// read_fault reads the object {"type": "reset_peer", "after_bytes": 0} at `pointer`. Each type
// allows only its own members; the error is one line with its place.
[[nodiscard]] Expected<Fault, std::string> read_fault(const json::Document& document,
                                                      const std::string& pointer);
// write_fault gives the object that is read back as the same fault.
[[nodiscard]] nlohmann::ordered_json write_fault(const Fault& fault);

}  // namespace everstrike::mock_server
