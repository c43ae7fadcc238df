#include "mock_server/faults/fault.hpp"

#include "mock_server/envelope.hpp"

namespace everstrike::mock_server {
namespace {

void apply_one(const AnswerStatus& fault, ShapedReply& shaped) {
  shaped.reply = error_reply(fault.status, kDocumentedErrorText);
}

}  // namespace

void apply(const Fault& fault, ShapedReply& shaped) {
  std::visit([&](const auto& one) { apply_one(one, shaped); }, fault);
}

}  // namespace everstrike::mock_server
