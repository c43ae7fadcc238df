#include "json/value.hpp"

#include <algorithm>

namespace everstrike::json {
namespace {

const Value kNothing;

}  // namespace

const char* Value::type_name() const {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "boolean";
    case Kind::whole:
    case Kind::negative:
    case Kind::fraction:
      return "number";
    case Kind::text:
      return "string";
    case Kind::array:
      return "array";
    case Kind::object:
      break;
  }
  return "object";
}

std::size_t Value::size() const { return items.size(); }

const Value* Value::find(std::string_view name) const {
  if (!is_object()) return nullptr;
  const auto found = std::find_if(items.rbegin(), items.rend(),
                                  [&](const Member& member) { return member.name == name; });
  return found == items.rend() ? nullptr : &found->value;
}

const Value& Value::operator[](std::string_view name) const {
  const Value* value = find(name);
  return value == nullptr ? kNothing : *value;
}

const Value& Value::operator[](std::size_t index) const {
  return index < items.size() ? items[index].value : kNothing;
}

std::vector<const Member*> Value::by_name() const {
  std::vector<const Member*> members;
  for (const Member& member : items) members.push_back(&member);
  std::ranges::stable_sort(members, {}, &Member::name);
  return members;
}

}  // namespace everstrike::json
