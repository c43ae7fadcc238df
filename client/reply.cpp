#include "client/reply.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "client/json_reader.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/retry_after.hpp"
#include "signing/text/statement.hpp"

namespace everstrike::client {
namespace {

// What a refusal's text says of the order, the first match winning. The bot matches on "The order
// was not found"; the other spellings are what servers of this kind say. Compared in lower case.
struct Saying {
  std::string_view text;
  Evidence evidence;
};
constexpr std::array<Saying, 11> kSayings = {{
    {"already completed", Evidence::filled},
    {"already filled", Evidence::filled},
    {"already executed", Evidence::filled},
    {"was filled", Evidence::filled},
    {"already cancelled", Evidence::cancelled},
    {"already canceled", Evidence::cancelled},
    {"was cancelled", Evidence::cancelled},
    {"was canceled", Evidence::cancelled},
    {"order was not found", Evidence::missing},
    {"order not found", Evidence::missing},
    {"unknown order", Evidence::missing},
}};

std::optional<Evidence> said(std::string_view text, std::string_view order_id) {
  const std::string msg = signing::as_said_of(order_id, text);
  std::optional<Evidence> gone;
  for (const auto& saying : kSayings) {
    const auto statement = signing::statement_of(msg, saying.text);
    if (statement == signing::Statement::stated) return saying.evidence;
    // "Already filled or cancelled" says that it is gone, not how.
    if (statement == signing::Statement::alternative) gone = Evidence::missing;
  }
  return gone;
}

Evidence evidence_of_status(const ToldOrder& order) {
  if (!order.has_readable_status) return Evidence::inconclusive;
  if (!order.status) return Evidence::confirmed;
  const std::string status = signing::lower_ascii(*order.status);
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, status) != words.end();
  };
  if (is_one_of({"cancelled", "canceled", "active"})) return Evidence::confirmed;
  if (is_one_of({"completed", "filled"})) return Evidence::completed;
  if (is_one_of({"rejected", "expired"})) return Evidence::ended;
  return Evidence::inconclusive;
}

bool is_told_of(const Expected<Envelope, std::string>& envelope, std::string_view order_id) {
  return envelope && envelope->code == 200 && envelope->order && envelope->order->id == order_id;
}

Evidence evidence_of(int status, const Expected<Envelope, std::string>& envelope,
                     std::string_view order_id) {
  if (status == 200 && is_told_of(envelope, order_id)) return evidence_of_status(*envelope->order);
  if (status >= 200 && status < 300) return Evidence::inconclusive;
  // A refusal that claims success is none, and without msg it is another program's.
  const bool is_refusal = envelope && envelope->code != 200 && envelope->has_msg;
  const bool is_repeated = is_refusal && envelope->code == status;
  if (is_refusal) {
    if (const auto evidence = said(envelope->msg, order_id)) return *evidence;
  }
  if ((status == 404 || status == 410) && is_repeated) return Evidence::missing;
  if ((status == 401 || status == 403) && is_repeated) return Evidence::refused;
  if (status == 429 && is_refusal) return Evidence::throttled;
  if (status >= 400 && status < 500 && status != 408 && is_repeated) return Evidence::declined;
  if (status >= 300 && status < 400) return Evidence::redirected;
  return Evidence::unclear;
}

// What a 200 with code 200 has to say beyond its status.
std::string describe_result(const Envelope& envelope, Evidence evidence,
                            std::string_view order_id) {
  if (envelope.is_list) return ", but with a list instead of an order";
  if (!envelope.order) return ", but without an order";
  const auto& order = *envelope.order;
  if (order.id != order_id) return ", but for another order";
  const bool has_filled = order.qty_filled.find_first_of("123456789") != std::string::npos;
  const std::string filled = has_filled ? order.qty_filled + " of it filled" : "";
  switch (evidence) {
    case Evidence::confirmed: {
      std::string text;
      if (order.status && signing::lower_ascii(*order.status) == "active") {
        text = ", where the order is called " + *order.status + ", as on the documented page";
      }
      return filled.empty() ? text : text + ", " + filled + " before";
    }
    case Evidence::completed:
      return ", the order is " + *order.status + ": executed, not cancelled" +
             (filled.empty() ? "" : ", " + filled);
    case Evidence::ended:
      return ", the order is " + *order.status;
    default:
      if (!order.status) return ", but the order's status is not text";
      return ", but the order is " + *order.status;
  }
}

std::string describe(const HttpReply& reply, const Expected<Envelope, std::string>& envelope,
                     Evidence evidence, std::string_view order_id) {
  std::string text = "HTTP " + std::to_string(reply.status);
  if (reply.status == 101) return text + ", another protocol, which was not asked for";
  if (!envelope) return text + ", " + envelope.error();
  if (envelope->code != reply.status) text += ", code " + std::to_string(envelope->code);
  if (!envelope->msg.empty() && envelope->msg != "null") text += ": " + envelope->msg;
  if (reply.status == 200 && envelope->code == 200) {
    text += describe_result(*envelope, evidence, order_id);
  }
  if (evidence == Evidence::redirected) text += " (redirects are not followed)";
  return text;
}

// JSON without the blanks between its words, so that it stays one line.
std::string without_blanks(std::string_view json) {
  std::string out;
  bool is_in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_in_text && c == '\\') {
      out += json.substr(i++, 2);
      continue;
    }
    if (c == '"') is_in_text = !is_in_text;
    if (is_in_text || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
  return out;
}

ToldOrder told_order(const json::Value& result, std::string_view body) {
  const auto as_told = [body](const json::Value& value) {
    return without_blanks(body.substr(value.begin, value.end - value.begin));
  };
  ToldOrder order;
  order.id = result["id"].text;
  order.json = as_told(result);
  if (const auto* status = result.find("status")) {
    order.has_readable_status = status->is_string();
    if (status->is_string()) order.status = status->text;
  }
  const auto& qty = result["qty_filled"];
  if (qty.is_number() && qty.get<double>() >= 0) order.qty_filled = as_told(qty);
  return order;
}

bool is_gzip(std::string_view body) { return body.starts_with("\x1F\x8B"); }

}  // namespace

Expected<Envelope, std::string> parse_envelope(std::string_view body) {
  const auto wrong = [](std::string what) { return Unexpected<std::string>(std::move(what)); };
  if (body.empty()) return wrong("the body is empty");
  auto json = read_json(body);
  if (!json && is_gzip(body)) return wrong("the body is compressed (gzip), which nothing says");
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
  envelope.has_msg = json->find("msg") != nullptr;
  if (!msg.is_null() && !msg.is_string()) return wrong("the body's msg is not text");
  envelope.msg = msg.text;
  const auto& result = (*json)["result"];
  envelope.is_list = result.is_array();
  if (result.is_object() && result["id"].is_string()) envelope.order = told_order(result, body);
  return envelope;
}

Attempt judge_reply(const HttpReply& reply, std::string_view order_id) {
  const auto envelope = reply.content_coding.empty()
                            ? parse_envelope(reply.body)
                            : Expected<Envelope, std::string>(
                                  tl::unexpect, "the body is compressed (" + reply.content_coding +
                                                    "), which was not asked for");
  Attempt attempt;
  attempt.http_status = reply.status;
  attempt.evidence = evidence_of(reply.status, envelope, order_id);
  attempt.reason = describe(reply, envelope, attempt.evidence, order_id);
  if (reply.status == 200 && is_told_of(envelope, order_id)) {
    attempt.order = envelope->order->json;
    attempt.qty_filled = envelope->order->qty_filled;
  }
  attempt.retry_after = signing::wait_from_header(reply.retry_after, reply.date, reply.received_at);
  if (!attempt.retry_after && envelope && attempt.evidence == Evidence::throttled) {
    attempt.retry_after = signing::wait_from_message(envelope->msg);
  }
  return attempt;
}

Attempt judge_error(const TransportError& error) {
  Attempt attempt;
  attempt.reason = error.message;
  attempt.evidence = error.may_have_been_sent ? Evidence::unclear : Evidence::not_sent;
  return attempt;
}

}  // namespace everstrike::client
