#include "conformance/server/envelope_reader.hpp"

#include <charconv>

#include "json/document.hpp"

namespace everstrike::conformance::server {
namespace {

JsonField field_of(const json::Value& value) {
  return {value.type_name(), value.is_string() ? value.text : value.compact()};
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
  const auto document = json::Document::parse(std::string(body), "body");
  if (!document) {
    parts.problem = document.error();
    return parts;
  }
  if (!document->root().is_object()) {
    parts.problem = std::string("expected a JSON object, found ") + document->root().type_name();
    return parts;
  }
  for (const auto& member : document->root().items) {
    parts.members[member.name] = field_of(member.value);
  }
  if (const auto& result = document->root()["result"]; result.is_object()) {
    for (const auto& member : result.items) parts.result[member.name] = field_of(member.value);
  }
  return parts;
}

}  // namespace everstrike::conformance::server
