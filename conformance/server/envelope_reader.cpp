#include "conformance/server/envelope_reader.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "json/json_reader.hpp"

namespace everstrike::conformance::server {
namespace {

using Json = nlohmann::json;

JsonField field_of(const Json& value) {
  if (value.is_string()) return {"string", value.get<std::string>()};
  return {value.type_name(), value.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

const JsonField* find(const std::map<std::string, JsonField>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<int> EnvelopeParts::code() const {
  const auto* field = member("code");
  if (field == nullptr || !field->is("number")) return std::nullopt;
  int value = 0;
  const auto* end = field->text.data() + field->text.size();
  const auto [stop, error] = std::from_chars(field->text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

const JsonField* EnvelopeParts::member(const std::string& name) const {
  return find(members, name);
}

const JsonField* EnvelopeParts::in_result(const std::string& name) const {
  return find(result, name);
}

EnvelopeParts read_envelope(std::string_view body) {
  EnvelopeParts parts;
  const auto document = mock_server::JsonDocument::parse(std::string(body), "body");
  if (!document) {
    parts.problem = document.error();
    return parts;
  }
  if (!document->root().is_object()) {
    parts.problem = std::string("expected a JSON object, found ") + document->root().type_name();
    return parts;
  }
  for (const auto& [name, value] : document->root().items()) {
    parts.members[name] = field_of(value);
    if (name != "result" || !value.is_object()) continue;
    for (const auto& [inner, field] : value.items()) parts.result[inner] = field_of(field);
  }
  return parts;
}

}  // namespace everstrike::conformance::server
