#include "mock_server/exchange/field_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace everstrike::mock_server {

std::vector<NamedValue> named_values(const std::vector<signing::FormField>& fields) {
  std::vector<NamedValue> values;
  values.reserve(fields.size());
  for (const auto& field : fields) values.push_back({field.name, field.value});
  return values;
}

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

FieldReader::FieldReader(std::vector<NamedValue> fields, std::string prefix)
    : fields_(std::move(fields)), prefix_(std::move(prefix)) {}

std::optional<std::string_view> FieldReader::text(std::string_view name) {
  std::optional<std::string_view> found;
  for (const NamedValue& field : fields_) {
    if (field.name != name) continue;
    if (found) note(Verdict::invalid_field, name, "came more than once");
    found = field.value;
  }
  return found && !found->empty() ? found : std::nullopt;
}

std::optional<double> FieldReader::number(std::string_view name) {
  const auto received = text(name);
  if (!received) return std::nullopt;
  const auto value = read_number(*received);
  if (!value) fail(name, "a decimal number");
  return value;
}

std::size_t FieldReader::limit(std::size_t usual) {
  constexpr double kFar = 1e9;  // more than any list has
  const auto received = number("limit");
  if (!received) return usual;
  if (*received < 0) fail("limit", "a number from 0");
  return static_cast<std::size_t>(std::clamp(*received, 0.0, kFar));
}

std::optional<double> FieldReader::positive(std::string_view name) {
  const auto received = text(name);
  if (!received) return std::nullopt;
  const auto value = read_number(*received);
  if (!value || *value <= 0) {
    fail(name, "a decimal number above 0");
    return std::nullopt;
  }
  return value;
}

std::optional<bool> FieldReader::flag(std::string_view name) {
  const auto received = text(name);
  if (!received) return std::nullopt;
  if (*received == "true" || *received == "True") return true;
  if (*received == "false" || *received == "False") return false;
  fail(name, "true or false");
  return std::nullopt;
}

std::optional<std::string_view> FieldReader::choice(std::string_view name,
                                                    std::span<const std::string_view> words) {
  const auto received = text(name);
  if (!received || std::ranges::find(words, *received) != words.end()) return received;
  std::string expected = "one of";
  for (const std::string_view word : words) expected.append(" ").append(word);
  fail(name, expected);
  return std::nullopt;
}

void FieldReader::require(std::string_view name) {
  if (!text(name)) note(Verdict::missing_field, name, "is missing");
}

void FieldReader::fail(std::string_view name, std::string_view expected) {
  note(Verdict::invalid_field, name, "expected " + std::string(expected));
}

void FieldReader::note(Verdict verdict, std::string_view name, std::string_view what) {
  if (refusal_) return;
  std::string detail = prefix_;
  detail.append(name).append(verdict == Verdict::missing_field ? " " : ": ").append(what);
  refusal_.emplace(Outcome{.verdict = verdict, .detail = std::move(detail)});
}

}  // namespace everstrike::mock_server
