#include "mock_server/control/query.hpp"

#include <algorithm>
#include <charconv>

#include "signing/form_encoding.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::mock_server {

Expected<Query, std::string> Query::parse(std::string_view text,
                                          const std::vector<std::string_view>& known,
                                          const std::vector<std::string_view>& repeatable) {
  const auto fields = signing::decode_form(text);
  if (!fields) return Unexpected<std::string>("query: " + fields.error().message());
  Query query;
  for (const auto& field : *fields) {
    if (std::find(known.begin(), known.end(), field.name) == known.end()) {
      std::string expected;
      for (const std::string_view name : known) {
        expected.append(expected.empty() ? "" : ", ").append(name);
      }
      return Unexpected<std::string>("query: \"" + field.name + "\": unknown; expected " +
                                     (known.empty() ? "no parameter" : "one of: " + expected));
    }
    const bool may_repeat = std::ranges::find(repeatable, field.name) != repeatable.end();
    if (!may_repeat && query.fields_.contains(field.name)) {
      return Unexpected<std::string>("query: " + field.name + ": comes twice");
    }
    query.fields_.emplace(field.name, field.value);
  }
  return query;
}

std::optional<std::string> Query::text(const std::string& name) const {
  const auto found = fields_.find(name);
  return found == fields_.end() ? std::nullopt : std::optional<std::string>(found->second);
}

std::vector<std::string> Query::texts(const std::string& name) const {
  std::vector<std::string> values;
  const auto [begin, end] = fields_.equal_range(name);
  for (auto field = begin; field != end; ++field) values.push_back(field->second);
  return values;
}

std::optional<std::uint64_t> Query::number(const std::string& name, std::uint64_t otherwise,
                                           std::uint64_t most) const {
  const auto found = fields_.find(name);
  if (found == fields_.end()) return otherwise;
  const std::string& digits = found->second;
  std::uint64_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || value > most) return std::nullopt;
  return value;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int byte = signing::hex_byte_value(text.substr(i + 1));
    if (byte < 0) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

}  // namespace everstrike::mock_server
