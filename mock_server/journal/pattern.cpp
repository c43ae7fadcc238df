#include "mock_server/journal/pattern.hpp"

#include <algorithm>
#include <array>

#include "mock_server/journal/head_lines.hpp"
#include "signing/form_encoding.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

using Text = std::optional<std::string>;

// Text that the entry has only sometimes: empty means that it is absent.
Text unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : Text(std::string(text));
}

Text flag(bool value) { return value ? "true" : "false"; }

struct Field {
  std::string_view name;
  Text (*of)(const Entry& entry);
};

constexpr std::array kFields = {
    Field{"kind",
          [](const Entry& entry) -> Text {
            return entry.kind == EntryKind::control ? "control" : "request";
          }},
    Field{"api_key", [](const Entry& entry) -> Text { return entry.api_key; }},
    Field{"method", [](const Entry& entry) { return unless_empty(entry.method); }},
    // Without the query; `target` has both.
    Field{"path",
          [](const Entry& entry) {
            return unless_empty(entry.path.substr(0, entry.path.find('?')));
          }},
    Field{"target", [](const Entry& entry) { return unless_empty(entry.path); }},
    Field{"verdict", [](const Entry& entry) -> Text { return std::string(slug(entry.verdict)); }},
    Field{"diagnosis", [](const Entry& entry) { return unless_empty(entry.diagnosis); }},
    // The rule's id; `fault_replay` is the whole text with seed and ordinal.
    Field{"fault",
          [](const Entry& entry) {
            return unless_empty(entry.fault.substr(0, entry.fault.find(';')));
          }},
    Field{"fault_replay", [](const Entry& entry) { return unless_empty(entry.fault); }},
    Field{"phase", [](const Entry& entry) { return unless_empty(phase_text(entry.phase)); }},
    Field{"effect",
          [](const Entry& entry) -> Text { return std::string(effect_text(entry.effect.kind)); }},
    Field{"status", [](const Entry& entry) -> Text { return std::to_string(entry.status); }},
    Field{"end",
          [](const Entry& entry) -> Text { return std::string(wire_end_text(entry.wire_end)); }},
    Field{"chunked", [](const Entry& entry) { return flag(entry.chunked); }},
    Field{"tls", [](const Entry& entry) { return flag(entry.tls); }},
    Field{"secret_on_wire", [](const Entry& entry) { return flag(entry.secret_on_wire); }},
    Field{"connection",
          [](const Entry& entry) -> Text { return std::to_string(entry.connection); }},
    Field{"key_number",
          [](const Entry& entry) -> Text { return std::to_string(entry.key_number); }},
};

constexpr std::string_view kBody = "body.";
constexpr std::string_view kHeaders = "headers.";
constexpr std::string_view kOrder = "order_id";

// What the control side did has no request and no answer.
bool is_there(const Entry& entry, std::string_view field) {
  return entry.kind == EntryKind::request || field == "kind" || field == "api_key" ||
         field == "effect";
}

// Some fields have several values, and one that fits is enough; `all` is for telling.
struct Found {
  std::vector<std::string> values;
  [[nodiscard]] Text all() const {
    if (values.empty()) return std::nullopt;
    std::string joined;
    for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
    return joined;
  }
};

Found look_up(const Entry& entry, std::string_view field) {
  Found found;
  if (field.starts_with(kBody)) {
    const auto fields = signing::decode_form(entry.body);
    for (const auto& each : fields ? *fields : std::vector<signing::FormField>()) {
      if (each.name == field.substr(kBody.size())) found.values.push_back(each.value);
    }
  } else if (field.starts_with(kHeaders)) {
    for (const auto& [name, value] : header_lines(entry.head)) {
      if (signing::equal_ignoring_case(name, field.substr(kHeaders.size())))
        found.values.emplace_back(value);
    }
  } else if (field == kOrder) {
    found.values = entry.effect.order_ids;
    for (const Fill& fill : entry.effect.fills) {
      if (std::ranges::find(found.values, fill.order) == found.values.end()) {
        found.values.push_back(fill.order);
      }
    }
  } else {
    for (const Field& each : kFields) {
      if (each.name != field || !is_there(entry, field)) continue;
      if (auto value = each.of(entry)) found.values.push_back(std::move(*value));
    }
  }
  return found;
}

}  // namespace

const std::vector<std::string_view>& entry_fields() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Field& field : kFields) all.push_back(field.name);
    all.push_back(kOrder);
    return all;
  }();
  return names;
}

std::vector<Difference> differences(const Entry& entry, const Pattern& pattern) {
  std::vector<Difference> result;
  for (const Expectation& expectation : pattern) {
    const Found found = look_up(entry, expectation.field);
    const bool holds = expectation.value ? std::find(found.values.begin(), found.values.end(),
                                                     *expectation.value) != found.values.end()
                                         : found.values.empty();
    if (!holds) result.push_back({expectation.field, expectation.value, found.all()});
  }
  return result;
}

}  // namespace everstrike::mock_server
