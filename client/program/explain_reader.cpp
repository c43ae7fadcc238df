#include "client/program/explain_reader.hpp"

#include <array>

#include "signing/form_encoding.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::client {
namespace {

using json::Value;
using Problem = Unexpected<std::string>;
using Read = Expected<void, std::string>;

std::string place(std::string_view field, std::size_t index) {
  return std::string(field) + "[" + std::to_string(index) + "]";
}

Read read_text(const Value& object, const char* field, std::string& out) {
  const auto& found = object[field];
  if (found.is_null()) return {};
  if (!found.is_string()) return Problem(std::string(field) + ": expected text");
  out = found.text;
  return {};
}

Expected<std::string, std::string> bytes_of(const Value& value, const std::string& where) {
  if (value.is_string()) {
    if (auto bytes = signing::read_hex(value.text)) return std::move(*bytes);
  }
  return Problem(where + ": expected an even number of hex digits as text");
}

Read read_signature(const Value& object, ExplainItem& item) {
  if (const auto* hex = object.find("signature_hex")) {
    auto bytes = bytes_of(*hex, "signature_hex");
    if (!bytes) return Problem(bytes.error());
    item.signature = std::move(*bytes);
    return {};
  }
  const auto& found = object["signature"];
  if (found.is_null()) return {};
  if (!found.is_string()) return Problem("signature: expected text or null");
  item.signature = found.text;
  return {};
}

Read read_headers(const Value& object, ExplainItem& item) {
  const auto& found = object["headers"];
  if (found.is_null()) return {};
  if (found.is_object()) {
    for (const auto* header : found.by_name()) {
      const auto& value = header->value;
      if (!value.is_string()) return Problem("headers: expected text as the value of each name");
      item.headers.emplace_back(header->name, value.text);
    }
    return {};
  }
  if (!found.is_array()) return Problem("headers: expected a list of pairs [name, value]");
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Value& pair = found[i];
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) {
      return Problem(place("headers", i) + ": expected a pair [name, value] of texts");
    }
    item.headers.emplace_back(pair[0].text, pair[1].text);
  }
  return {};
}

Read read_others(const Value& object, ExplainItem& item) {
  const auto& found = object["other_secrets_hex"];
  if (found.is_null()) return {};
  if (!found.is_array() && !found.is_object()) {
    return Problem("other_secrets_hex: expected a list of hex texts, or an object by API key");
  }
  std::size_t index = 0;
  for (const auto* other : found.by_name()) {  // in a list they have no names
    auto bytes = bytes_of(other->value, place("other_secrets_hex", index++));
    if (!bytes) return Problem(bytes.error());
    item.others.emplace_back(other->name, signing::Secret(*bytes));
    signing::wipe(*bytes);
  }
  return {};
}

Read read_earlier_bodies(const Value& object, ExplainItem& item) {
  const auto& found = object["earlier_bodies_hex"];
  if (found.is_null()) return {};
  if (!found.is_array()) return Problem("earlier_bodies_hex: expected a list of hex texts");
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto bytes = bytes_of(found[i], place("earlier_bodies_hex", i));
    if (!bytes) return Problem(bytes.error());
    item.earlier_bodies.push_back(std::move(*bytes));
  }
  return {};
}

}  // namespace

Read read_explain_fields(const Value& object, ExplainItem& item) {
  return read_signature(object, item)
      .and_then([&] { return read_text(object, "api_key", item.api_key); })
      .and_then([&] { return read_text(object, "method", item.method); })
      .and_then([&] { return read_text(object, "path", item.target); })
      .and_then([&] { return read_text(object, "target", item.target); })
      .and_then([&] { return read_text(object, "host", item.host); })
      .and_then([&] { return read_headers(object, item); })
      .and_then([&] { return read_others(object, item); })
      .and_then([&] { return read_earlier_bodies(object, item); });
}

std::span<const std::string_view> explain_fields() noexcept {
  static constexpr std::array<std::string_view, 10> kFields = {"signature_hex",
                                                               "method",
                                                               "path",
                                                               "target",
                                                               "host",
                                                               "headers",
                                                               "notes",
                                                               "expected_signature",
                                                               "other_secrets_hex",
                                                               "earlier_bodies_hex"};
  return kFields;
}

std::vector<std::pair<std::string, std::string>> meant_by(const signing::TypedPayload& payload) {
  std::vector<std::pair<std::string, std::string>> texts;
  const std::string body = signing::typed_body(payload, signing::Dialect::python);
  const auto fields = signing::decode_form(body);
  if (!fields) return texts;
  for (const auto& field : *fields) texts.emplace_back(field.name, field.value);
  return texts;
}

}  // namespace everstrike::client
