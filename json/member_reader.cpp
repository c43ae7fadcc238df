#include "json/member_reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace everstrike::mock_server {

std::optional<std::uint64_t> whole_at(const ObjectReader& reader, const std::string& pointer) {
  const auto& value = reader.value_at(pointer);
  if (!value.is_number_unsigned()) return std::nullopt;
  return value.get<std::uint64_t>();
}

std::optional<std::string> text_at(const ObjectReader& reader, const std::string& pointer) {
  const auto& value = reader.value_at(pointer);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

std::optional<std::vector<std::string>> texts_at(const ObjectReader& reader,
                                                 const std::string& pointer) {
  const auto& value = reader.value_at(pointer);
  const auto is_text = [](const auto& element) { return element.is_string(); };
  if (!value.is_array() || !std::ranges::all_of(value, is_text)) return std::nullopt;
  return value.get<std::vector<std::string>>();
}

}  // namespace everstrike::mock_server
