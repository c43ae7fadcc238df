#include "json/reader.hpp"

#include <cmath>

namespace everstrike::json {

std::optional<std::uint64_t> whole_number(const Value& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  constexpr double kExact = 9007199254740992;  // 2^53
  const bool is_whole = value.kind == Value::Kind::fraction && value.fraction >= 0 &&
                        value.fraction <= kExact && std::floor(value.fraction) == value.fraction;
  return is_whole ? std::optional(static_cast<std::uint64_t>(value.fraction)) : std::nullopt;
}

ObjectReader::ObjectReader(const Document& document, std::string pointer)
    : document_(document), pointer_(std::move(pointer)) {
  const Value& value = value_at(pointer_);
  if (value.is_object()) {
    object_ = &value;
  } else {
    fail("", std::string("expected an object, found ") + value.type_name());
  }
}

const Value& ObjectReader::value_at(const std::string& pointer) const {
  static const Value kNothing;
  const Value* value = document_.find(pointer);
  return value == nullptr ? kNothing : *value;
}

const Value* ObjectReader::get(const std::string& name, bool required) {
  known_.insert(name);
  if (object_ == nullptr) return nullptr;
  if (const Value* found = object_->find(name)) return found;
  if (required) fail("", "the member \"" + name + "\" is missing");
  return nullptr;
}

std::optional<std::string> ObjectReader::text(const std::string& name) {
  const Value* value = get(name, true);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  fail(name, std::string("expected text, found ") + value->type_name());
  return std::nullopt;
}

std::optional<std::string> ObjectReader::text_if_present(const std::string& name) {
  return get(name, false) == nullptr ? std::nullopt : text(name);
}

std::optional<std::uint64_t> ObjectReader::whole_number_if_present(const std::string& name,
                                                                   Bounds bounds) {
  const Value* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  const auto whole = whole_number(*value);
  if (whole && *whole >= bounds.from && *whole <= bounds.to) return whole;
  const bool is_end_of_interest =
      bounds.to != Bounds().to || (value->is_number() && value->get<double>() > 1);
  fail(name, "expected a whole number from " + std::to_string(bounds.from) +
                 (is_end_of_interest ? " to " + std::to_string(bounds.to) : ""));
  return std::nullopt;
}

std::optional<double> ObjectReader::number_if_present(const std::string& name) {
  const Value* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->get<double>();
  fail(name, std::string("expected a number, found ") + value->type_name());
  return std::nullopt;
}

std::optional<bool> ObjectReader::flag_if_present(const std::string& name) {
  const Value* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  fail(name, std::string("expected true or false, found ") + value->type_name());
  return std::nullopt;
}

bool ObjectReader::has(const std::string& name) const {
  return object_ != nullptr && object_->contains(name);
}

std::vector<std::string> ObjectReader::elements(const std::string& name) {
  std::vector<std::string> pointers;
  const Value* value = get(name, false);
  if (value == nullptr) return pointers;
  if (!value->is_array()) {
    fail(name, std::string("expected an array, found ") + value->type_name());
    return pointers;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    pointers.push_back(child_pointer(child_pointer(pointer_, name), std::to_string(i)));
  }
  return pointers;
}

std::string ObjectReader::member(const std::string& name) {
  known_.insert(name);
  return child_pointer(pointer_, name);
}

void ObjectReader::fail(const std::string& name, std::string_view what) {
  if (!error_) is_about_itself_ = name.empty();
  fail_with(document_.error_at(name.empty() ? pointer_ : child_pointer(pointer_, name), what));
}

void ObjectReader::fail_with(std::string error) {
  if (!error_) error_ = std::move(error);
}

std::optional<std::string> ObjectReader::finish() {
  if (object_ == nullptr || (error_ && !is_about_itself_)) return error_;
  for (const Member* member : object_->by_name()) {
    if (known_.contains(member->name)) continue;
    if (pointer_.empty() && member->name == "$schema") {
      if (!member->value.is_string()) fail(member->name, "expected text, the address of a schema");
      continue;
    }
    std::string expected;
    for (const std::string& each : known_) expected += (expected.empty() ? "" : ", ") + each;
    return document_.error_at(child_pointer(pointer_, member->name),
                              "unknown member; expected one of: " + expected);
  }
  return error_;
}

}  // namespace everstrike::json
