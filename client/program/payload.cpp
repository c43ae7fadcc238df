#include "client/program/payload.hpp"

#include <optional>
#include <utility>

#include "client/program/readable_json.hpp"
#include "json/parse.hpp"

namespace everstrike::client {
namespace {

using signing::TypedList;
using signing::TypedPayload;
using signing::TypedValue;

// A value of `text`. A number is taken as it was written, of which no double knows enough.
std::optional<TypedValue> typed(const json::Value& value, std::string_view text) {
  if (value.is_null()) return TypedValue{nullptr};
  if (value.is_boolean()) return TypedValue{value.get<bool>()};
  if (value.is_string()) return TypedValue{value.text};
  if (value.is_number()) {
    return signing::typed_number(text.substr(value.begin, value.end - value.begin));
  }
  TypedList list;
  TypedPayload members;
  for (const auto& item : value.items) {
    auto inner = typed(item.value, text);
    if (!inner) return std::nullopt;
    if (value.is_array()) {
      list.push_back(std::move(*inner));
    } else {
      members.emplace_back(item.name, std::move(*inner));
    }
  }
  return value.is_array() ? TypedValue{std::move(list)} : TypedValue{std::move(members)};
}

}  // namespace

Expected<TypedPayload, std::string> read_payload(std::string_view text) {
  const auto wrong = [](std::string what) { return Unexpected<std::string>(std::move(what)); };
  if (has_lone_surrogate(text)) {
    return wrong("payload: a lone surrogate has no UTF-8, so neither language encodes it");
  }
  const auto readable = readable_json(text);
  const auto value = json::parse(readable ? *readable : text);  // places in both are the same
  auto root = value ? typed(*value, text) : std::nullopt;
  if (!root) return wrong("payload: expected JSON");
  auto* pairs = std::get_if<TypedList>(&root->is);
  if (pairs == nullptr) return wrong("payload: expected a list of pairs [name, value]");
  TypedPayload payload;
  payload.reserve(pairs->size());
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    const std::string place = "payload[" + std::to_string(i) + "]";
    auto* pair = std::get_if<TypedList>(&(*pairs)[i].is);
    if (pair == nullptr || pair->size() != 2) {
      return wrong(place + ": expected a pair [name, value]");
    }
    auto* name = std::get_if<std::string>(&(*pair)[0].is);
    if (name == nullptr) return wrong(place + "[0]: expected text");
    payload.emplace_back(std::move(*name), std::move((*pair)[1]));
  }
  return payload;
}

}  // namespace everstrike::client
