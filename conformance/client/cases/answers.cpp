#include "conformance/client/cases/answers.hpp"

#include <utility>

#include "conformance/run/replace_all.hpp"
#include "mock_server/exchange/order.hpp"

namespace everstrike::conformance::answers {
namespace {

using mock_server::Phase;

PlannedAnswer planned(Phase phase, mock_server::Fault fault, Proof proof) {
  PlannedAnswer answer;
  answer.rule.phase = phase;
  answer.rule.fault = std::move(fault);
  answer.proof = proof;
  return answer;
}

}  // namespace

PlannedAnswer instead(mock_server::Fault fault, Proof proof) {
  return planned(Phase::before_auth, std::move(fault), proof);
}

PlannedAnswer after_effect(mock_server::Fault fault, Proof proof) {
  return planned(Phase::after_effect, std::move(fault), proof);
}

PlannedAnswer filled_first(std::optional<double> qty) {
  return planned(Phase::before_effect, mock_server::FillFirst{.qty = qty}, Proof::unclear);
}

PlannedAnswer first(PlannedAnswer answer, std::uint64_t times) {
  answer.rule.ordinals = {1, times};
  return answer;
}

PlannedAnswer later(PlannedAnswer answer, std::uint64_t after) {
  answer.rule.ordinals = {after + 1, UINT64_MAX};
  return answer;
}

mock_server::Fault answer(int status, mock_server::BodyKind body) {
  return mock_server::AnswerStatus{.status = status, .body = body};
}

mock_server::Fault answer_with_wait(int status, std::uint32_t retry_after_s,
                                    mock_server::RetryAfterForm form) {
  return mock_server::AnswerStatus{
      .status = status, .retry_after_s = retry_after_s, .retry_after_as = form};
}

mock_server::Fault delay(std::chrono::milliseconds wait) {
  return mock_server::DelayReply{mock_server::FixedDelay{static_cast<std::uint32_t>(wait.count())}};
}

mock_server::Fault json(std::string body, int status) {
  return mock_server::Stub{.status = status, .body = std::move(body)};
}

mock_server::Fault raw(std::string bytes) { return mock_server::Garbage{.text = std::move(bytes)}; }

std::string order_json(std::string_view id, std::string_view status, Filled filled) {
  mock_server::Order order;
  order.id = id;
  order.status = mock_server::OrderStatus::cancelled;
  order.time = 1'551'137'077'642;
  if (filled != Filled::none) {
    order.qty_filled = filled == Filled::half ? order.qty_orig / 2 : order.qty_orig;
    order.qty_remaining = order.qty_orig - order.qty_filled;
  }
  std::string text;
  mock_server::append_json(text, order);
  // The exchange may know more words than the mock.
  replace_all(text, "\"status\":\"CANCELLED\"", "\"status\":\"" + std::string(status) + "\"");
  return text;
}

std::string envelope(std::string_view code, std::string_view msg, std::string_view result) {
  std::string text = "{\"code\":";
  text.append(code).append(",\"msg\":").append(msg).append(",\"result\":").append(result);
  return text + "}";
}

std::string success() { return envelope("200", "\"null\"", order_json()); }

}  // namespace everstrike::conformance::answers
