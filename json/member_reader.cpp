#include "json/member_reader.hpp"

#include <algorithm>

namespace everstrike::json {

std::optional<std::uint64_t> whole_at(const ObjectReader& reader, const std::string& pointer) {
  return whole_number(reader.value_at(pointer));
}

std::optional<std::string> text_at(const ObjectReader& reader, const std::string& pointer) {
  const auto& value = reader.value_at(pointer);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

std::optional<std::vector<std::string>> texts_at(const ObjectReader& reader,
                                                 const std::string& pointer) {
  const auto& value = reader.value_at(pointer);
  const auto is_text = [](const Member& element) { return element.value.is_string(); };
  if (!value.is_array() || !std::ranges::all_of(value.items, is_text)) return std::nullopt;
  std::vector<std::string> texts;
  for (const Member& element : value.items) texts.push_back(element.value.text);
  return texts;
}

}  // namespace everstrike::json
