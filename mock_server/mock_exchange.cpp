#include "mock_server/mock_exchange.hpp"

#include <algorithm>

#include "json/document.hpp"
#include "json/writer.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {
namespace {

// What a refusal says: "message" of a verification, "error" of anything else.
Checked done_or_why(const Reply& reply) {
  if (reply.status / 100 == 2) return {};
  const auto document = json::Document::parse(reply.body, "answer");
  for (const char* member : {"/message", "/error"}) {
    const json::Value* text = document ? document->find(member) : nullptr;
    if (text != nullptr) return Checked::failed(text->text);
  }
  return Checked::failed(reply.body);
}

std::string with_key(std::string_view path, std::string_view api_key) {
  return std::string(path) +
         "?api_key=" + signing::encode_component(api_key, signing::Dialect::javascript);
}

// "body.id" is a member of the group "body".
void append_group(json::ObjectWriter& match, const Pattern& pattern, std::string_view group) {
  const std::string prefix = std::string(group) + ".";
  const auto is_member = [&](const Expectation& e) { return e.field.starts_with(prefix); };
  if (std::none_of(pattern.begin(), pattern.end(), is_member)) return;
  json::ObjectWriter members(match.text(group));
  for (const Expectation& expectation : pattern) {
    if (!is_member(expectation)) continue;
    members.add(std::string_view(expectation.field).substr(prefix.size()), expectation.value);
  }
}

bool is_grouped(const Expectation& expectation) {
  return expectation.field.starts_with("body.") || expectation.field.starts_with("headers.");
}

std::string question_json(std::string_view api_key, const Pattern& pattern,
                          const ExpectedCount& count) {
  std::string out;
  {
    json::ObjectWriter question(out);
    question.add("api_key", api_key);
    if (count.exactly) question.add("exactly", *count.exactly);
    if (count.at_least) question.add("at_least", *count.at_least);
    if (count.at_most) question.add("at_most", *count.at_most);
    json::ObjectWriter match(question.text("match"));
    for (const Expectation& expectation : pattern) {
      if (!is_grouped(expectation)) match.add(expectation.field, expectation.value);
    }
    append_group(match, pattern, "body");
    append_group(match, pattern, "headers");
  }
  return out;
}

}  // namespace

Checked MockExchange::fail_next(std::string_view api_key, const NextFailure& failure) {
  std::string body;
  {
    json::ObjectWriter json(body);
    json.add("api_key", api_key);
    json.add("phase", phase_text(failure.phase));
    json.add("times", failure.times);
    if (!failure.fault.empty()) json.text("fault") += failure.fault;
  }
  return done_or_why(server_.control("POST", "/mock/fail-next", body));
}

Checked MockExchange::fill(std::string_view api_key, std::string_view order_id,
                           std::optional<double> qty) {
  std::string body;
  {
    json::ObjectWriter json(body);
    json.add("api_key", api_key);
    json.add("order_id", order_id);
    if (qty) json::append_number(json.text("qty"), *qty);
  }
  return done_or_why(server_.control("POST", "/mock/fill", body));
}

Checked MockExchange::verify(std::string_view api_key, const Pattern& pattern,
                             const ExpectedCount& count) const {
  return done_or_why(
      server_.control("POST", "/mock/verify", question_json(api_key, pattern, count)));
}

Checked MockExchange::add_order(std::string_view api_key, std::string_view order_id) {
  std::string order;
  {
    json::ObjectWriter json(order);
    json.add("id", order_id);
  }
  return add_order_json(api_key, order);
}

Checked MockExchange::add_order_json(std::string_view api_key, std::string_view order) {
  const std::string body = "{\"orders\":[" + std::string(order) + "]}";
  return done_or_why(server_.control("POST", with_key("/mock/orders", api_key), body));
}

Checked MockExchange::reset(std::optional<std::string_view> api_key) {
  const std::string target = api_key ? with_key("/mock/reset", *api_key) : "/mock/reset";
  return done_or_why(server_.control("POST", target, ""));
}

}  // namespace everstrike::mock_server
