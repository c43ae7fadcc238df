#include "mock_server/pipeline/keep_answer.hpp"

namespace everstrike::mock_server {
void keep_answer(const Answer& answer, Entry& entry) {
  const Reply& reply = answer.reply;
  const WirePlan& plan = answer.plan;
  const std::string& body = plan.raw_answer ? *plan.raw_answer : reply.body;
  entry.answer_is_raw = plan.raw_answer.has_value();
  entry.answer_interim.assign(reply.interim, 0, kAnswerBytesKept);
  entry.status = reply.status;
  entry.answer_type = reply.content_type;
  entry.answer_headers = reply.headers;
  entry.answer_body.assign(body, 0, kAnswerBytesKept);
  entry.answer_body_bytes = body.size();
  entry.cut_after = plan.cut_after;
  entry.bytes_per_second = plan.bytes_per_second;
  entry.wire_end = reply.close && plan.end == WireEnd::keep ? WireEnd::close : plan.end;
  entry.delay_ms = plan.delay.count();
}

}  // namespace everstrike::mock_server
