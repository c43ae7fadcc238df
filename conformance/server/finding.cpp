#include "conformance/server/finding.hpp"

#include "conformance/server/envelope_reader.hpp"

namespace everstrike::conformance::server {

Finding passed() { return {}; }

Finding lenient(std::string reason) { return {Verdict::lenient, std::move(reason), "", ""}; }

Finding failed(std::string reason, std::string expected, std::string seen) {
  return {Verdict::fail, std::move(reason), std::move(expected), std::move(seen)};
}

Finding not_run(std::string reason) { return {Verdict::skipped, std::move(reason), "", ""}; }

bool looks_cancelled(const HttpAnswer& answer) {
  return (answer.status >= 200 && answer.status < 300) ||
         read_envelope(answer.body).code() == std::optional<int>(200);
}

std::string seen_of(const Answered& answered) {
  if (!answered) return answered.error().line + "\n" + answered.error().bytes;
  return answered->head + "\r\n" + answered->body;
}

Finding expect_cancelled(const Answered& answered, const std::string& id) {
  const auto expected = "200 with code 200 and the order " + id;
  if (!answered) return failed(answered.error().line, expected, seen_of(answered));
  const auto envelope = read_envelope(answered->body);
  if (answered->status != 200) {
    return failed("a good cancel was answered with " + std::to_string(answered->status), expected,
                  seen_of(answered));
  }
  if (!envelope.problem.empty()) {
    return failed("the answer can't be read: " + envelope.problem, expected, seen_of(answered));
  }
  if (envelope.code() != std::optional<int>(200)) {
    return failed("the answer's code is not 200", expected, seen_of(answered));
  }
  const auto* answered_id = envelope.in_result("id");
  if (answered_id == nullptr || answered_id->text != id) {
    return failed("the answer names another order, or none", expected, seen_of(answered));
  }
  return passed();
}

Finding expect_refused(Target& target, const Answered& answered) {
  constexpr auto kExpected = "a refusal, documented as 503 with code 503";
  if (!answered) return failed(answered.error().line, kExpected, seen_of(answered));
  if (looks_cancelled(*answered)) {
    target.guard_is_spent();
    return failed("it was accepted", kExpected, seen_of(answered));
  }
  return passed();
}

Finding expect_refused_or_closed(Target& target, const Answered& answered) {
  if (answered) return expect_refused(target, answered);
  if (answered.error().fault == AnswerFault::timed_out) {
    return failed(answered.error().line, "a refusal, or a closed connection", seen_of(answered));
  }
  return passed();
}

}  // namespace everstrike::conformance::server
