#include "mock_server/admin/control.hpp"

#include <charconv>

#include "mock_server/journal/entry_json.hpp"
#include "mock_server/json_text.hpp"
#include "mock_server/verdict.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {
namespace {

Reply control_error(int status, std::string_view text) {
  Reply reply{.status = status};
  reply.body = "{\"error\":";
  append_json_string(reply.body, text);
  reply.body += '}';
  return reply;
}

bool read_number(std::string_view text, std::uint64_t& target) {
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, target);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

// The query of GET /mock/journal; the error names the parameter and what was expected.
Expected<JournalQuery, std::string> parse_query(std::string_view text) {
  const auto fields = signing::decode_form(text);
  if (!fields) return Unexpected<std::string>("query: " + fields.error().message());
  JournalQuery query;
  for (const auto& field : *fields) {
    std::uint64_t number = 0;
    if (field.name == "api_key") {
      query.api_key = field.value;
    } else if (field.name == "verdict") {
      if (!verdict_of_slug(field.value)) {
        return Unexpected<std::string>("verdict: \"" + field.value + "\" is no verdict");
      }
      query.verdict = field.value;
    } else if (field.name == "after" || field.name == "limit") {
      if (!read_number(field.value, number)) {
        return Unexpected<std::string>(field.name + ": expected a whole number from 0");
      }
      if (field.name == "after") {
        query.after = number;
      } else {
        query.limit = static_cast<std::size_t>(number);
      }
    } else {
      return Unexpected<std::string>("\"" + field.name +
                                     "\": unknown; expected after, limit, api_key or verdict");
    }
  }
  return query;
}

}  // namespace

Answer Control::answer(const Request& request) const {
  const std::string_view path = request.head.path();
  const bool known = path == "/mock/health" || path == "/mock/journal";
  Reply reply;
  if (!known) {
    reply = control_error(404, "no such control path");
  } else if (request.head.method() != "GET") {
    reply = control_error(405, "this control path takes GET");
    reply.headers.emplace_back("Allow", "GET");
  } else {
    reply = path == "/mock/health" ? health() : read_journal(request);
  }
  return {.reply = std::move(reply), .plan = {}, .park_for = std::nullopt};
}

Reply Control::health() const {
  const JournalPage page = journal_.read({.limit = 0});
  return {.body = "{\"status\":\"ok\",\"requests\":" + std::to_string(page.last) + "}"};
}

Reply Control::read_journal(const Request& request) const {
  const auto query = parse_query(request.head.query());
  if (!query) return control_error(400, query.error());
  return {.body = page_json(journal_.read(*query))};
}

}  // namespace everstrike::mock_server
