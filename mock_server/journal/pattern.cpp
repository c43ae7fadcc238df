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
    // Without the query, or a host in front; `target` has all.
    Field{"path",
          [](const Entry& entry) {
            const auto whole = entry.resource();
            return unless_empty(std::string(whole.substr(0, whole.find('?'))));
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

// What was seen of an expectation, as bits.
constexpr char kSeen = 1;
constexpr char kFits = 2;

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

Matcher::Matcher(const Pattern& pattern) : pattern_(pattern), states_(pattern.size()) {
  header_names_.reserve(pattern.size());
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view field = pattern[i].field;
    if (field.starts_with(kBody)) {
      in_body_[field.substr(kBody.size())].push_back(i);
    } else if (field.starts_with(kHeaders)) {
      header_names_.push_back(signing::lower_ascii(field.substr(kHeaders.size())));
      in_headers_[header_names_.back()].push_back(i);
    } else if (field == kOrder) {
      orders_.push_back(i);
    } else {
      const auto* known = std::ranges::find(kFields, field, &Field::name);
      if (known != kFields.end()) {
        fields_.emplace_back(i, static_cast<std::size_t>(known - kFields.begin()));
      }
    }
  }
}

// Some fields have several values, and one that fits is enough.
template <class Take>
void Matcher::read(const Entry& entry, Take take) const {
  const auto take_all = [&](const Places& places, std::string_view name, std::string_view value) {
    const auto found = places.find(name);
    if (found == places.end()) return;
    for (const std::size_t i : found->second) take(i, value);
  };
  for (const auto& [i, known] : fields_) {
    const Field& field = kFields[known];
    if (!is_there(entry, field.name)) continue;
    if (const auto value = field.of(entry)) take(i, *value);
  }
  if (!in_body_.empty()) {
    const auto fields = signing::decode_form(entry.body);
    for (const auto& each : fields ? *fields : std::vector<signing::FormField>()) {
      take_all(in_body_, each.name, each.value);
    }
  }
  if (!in_headers_.empty()) {
    for (const auto& [name, value] : header_lines(entry.head)) {
      take_all(in_headers_, signing::lower_ascii(name), value);
    }
  }
  for (const std::size_t i : orders_) {
    for (const std::string& id : entry.effect.order_ids) take(i, id);
    for (const Fill& fill : entry.effect.fills) {
      if (std::ranges::find(entry.effect.order_ids, fill.order) == entry.effect.order_ids.end()) {
        take(i, fill.order);
      }
    }
  }
}

std::size_t Matcher::num_differences(const Entry& entry) {
  std::ranges::fill(states_, 0);
  read(entry, [&](std::size_t i, std::string_view value) {
    states_[i] = static_cast<char>(states_[i] | kSeen | (pattern_[i].value == value ? kFits : 0));
  });
  std::size_t count = 0;
  differs_in_key_ = false;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const bool holds = pattern_[i].value ? (states_[i] & kFits) != 0 : states_[i] == 0;
    if (holds) continue;
    ++count;
    differs_in_key_ = differs_in_key_ || pattern_[i].field == "api_key";
  }
  return count;
}

std::vector<Difference> Matcher::differences(const Entry& entry) {
  if (num_differences(entry) == 0) return {};
  std::vector<Text> found(pattern_.size());
  read(entry, [&](std::size_t i, std::string_view value) {
    if (!found[i]) {
      found[i].emplace(value);
    } else {
      *found[i] += ", " + std::string(value);
    }
  });
  std::vector<Difference> result;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const bool holds = pattern_[i].value ? (states_[i] & kFits) != 0 : states_[i] == 0;
    if (!holds) result.push_back({pattern_[i].field, pattern_[i].value, std::move(found[i])});
  }
  return result;
}

std::vector<Difference> differences(const Entry& entry, const Pattern& pattern) {
  return Matcher(pattern).differences(entry);
}

}  // namespace everstrike::mock_server
