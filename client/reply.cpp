#include "client/reply.hpp"

#include <algorithm>
#include <array>

#include "client/json_reader.hpp"
#include "client/retry_after.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::client {
namespace {

// The bot matches on "The order was not found"; the other spellings are what servers of this kind
// say. Compared in lower case.
constexpr std::array<std::string_view, 5> kGoneTexts = {"order was not found", "order not found",
                                                        "unknown order", "already cancelled",
                                                        "already canceled"};

bool says_gone(std::string_view said) {
  const std::string msg = signing::lower_ascii(said);
  return std::any_of(kGoneTexts.begin(), kGoneTexts.end(),
                     [&](std::string_view text) { return msg.find(text) != std::string::npos; });
}

std::string describe(int status, const Expected<Envelope, std::string>& envelope) {
  std::string text = "HTTP " + std::to_string(status);
  if (!envelope) return text + ", " + envelope.error();
  if (envelope->code != status) text += ", code " + std::to_string(envelope->code);
  if (!envelope->msg.empty() && envelope->msg != "null") text += ": " + envelope->msg;
  return text;
}

Evidence evidence_of(int status, const Expected<Envelope, std::string>& envelope,
                     std::string_view order_id) {
  const bool has_code = envelope.has_value();
  const bool claims_success = has_code && envelope->code == 200;
  if (status == 200 && claims_success && envelope->result_id == order_id) {
    return Evidence::confirmed;
  }
  if (status >= 200 && status < 300) return Evidence::unclear;
  if (status >= 300 && status < 400) return Evidence::redirected;
  if (status == 429) return Evidence::throttled;
  if (has_code && !claims_success) {
    const bool is_gone_status = (status == 404 || status == 410) && envelope->code == status;
    if (is_gone_status || says_gone(envelope->msg)) return Evidence::gone;
  }
  if (status == 408 || claims_success) return Evidence::unclear;
  if (status >= 400 && status < 500) return Evidence::refused;
  return Evidence::unclear;
}

}  // namespace

Expected<Envelope, std::string> parse_envelope(std::string_view body) {
  const auto wrong = [](std::string what) { return Unexpected<std::string>(std::move(what)); };
  auto json = read_json(body);
  if (!json) return wrong("the body is " + json.error());
  if (!json->is_object()) return wrong("the body is not a JSON object");
  Envelope envelope;
  const auto* code = json->find("code");
  if (code == nullptr) return wrong("the body has no code");
  if (!code->is_number_integer()) return wrong("the body's code is not an integer");
  if (code->is_number_unsigned() && code->get<std::uint64_t>() > INT64_MAX) {
    return wrong("the body's code is out of range");
  }
  envelope.code = code->get<std::int64_t>();
  const auto& msg = (*json)["msg"];
  if (!msg.is_null() && !msg.is_string()) return wrong("the body's msg is not text");
  envelope.msg = msg.text;
  if (const auto& id = (*json)["result"]["id"]; id.is_string()) envelope.result_id = id.text;
  return envelope;
}

Attempt judge_reply(const HttpReply& reply, std::string_view order_id) {
  const auto envelope = parse_envelope(reply.body);
  Attempt attempt;
  attempt.http_status = reply.status;
  attempt.evidence = evidence_of(reply.status, envelope, order_id);
  attempt.reason = describe(reply.status, envelope);
  if (attempt.evidence == Evidence::redirected) attempt.reason += " (redirects are not followed)";
  if (reply.status == 200 && envelope && envelope->code == 200 &&
      attempt.evidence != Evidence::confirmed) {
    attempt.reason += envelope->result_id ? ", but for another order" : ", but without an order";
  }
  attempt.retry_after = wait_from_header(reply.retry_after, reply.date);
  if (!attempt.retry_after && envelope && attempt.evidence == Evidence::throttled) {
    attempt.retry_after = wait_from_message(envelope->msg);
  }
  return attempt;
}

Attempt judge_error(const TransportError& error) {
  Attempt attempt;
  attempt.reason = error.message;
  if (error.may_have_been_sent) {
    attempt.evidence = Evidence::unclear;
  } else if (error.fault == TransportFault::untrusted) {
    attempt.evidence = Evidence::untrusted;
  } else {
    attempt.evidence = Evidence::not_sent;
  }
  return attempt;
}

}  // namespace everstrike::client
