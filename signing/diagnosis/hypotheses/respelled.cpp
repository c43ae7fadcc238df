#include "signing/diagnosis/hypotheses/respelled.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::size_t kSingleValuesMax = 8;  // of which each value is changed by itself

}  // namespace

void respelled(const Received& received, MistakeId id, Likelihood likelihood,
               const Respell& respell, FieldChanges& out) {
  if (!out.takes(likelihood) || !out.spend(received.body.size())) return;
  std::vector<std::size_t> changed;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < received.fields.size(); ++i) {
    auto value = respell(received.fields[i].value);
    if (!value || *value == received.fields[i].value) continue;
    changed.push_back(i);
    values.push_back(std::move(*value));
  }
  if (changed.empty()) return;
  Fields all = received.fields;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    Field& field = all[changed[i]];
    field.raw_value = escape(values[i], received.encoder);
    field.value = std::move(values[i]);
  }
  const auto add_written = [&](auto write) {
    Fields otherwise = all;
    bool differs = false;
    for (const std::size_t i : changed) {
      std::string raw = write(all[i]);
      differs = differs || raw != all[i].raw_value;
      otherwise[i].raw_value = std::move(raw);
    }
    if (differs) out.add(id, likelihood, std::move(otherwise));
  };
  if (received.has_plain && !received.has_escape) {
    // Nothing is encoded in this body: neither would the other spelling have been.
    add_written([](const Field& field) { return field.value; });
  } else if (likelihood != frequent && !received.is_long) {
    // What the other spelling brings along, its encoder may write otherwise than was guessed.
    add_written([](const Field& field) { return replace_all(field.raw_value, "+", "%20"); });
    add_written([](const Field& field) { return escape(field.value, kPythonQuote); });
    if (out.takes(odd)) {
      add_written([](const Field& field) { return escape(field.value, kEncodeUriComponent); });
      add_written([](const Field& field) { return field.value; });
    }
  }
  if (changed.size() > 1) {
    for (std::size_t i = 0; i < std::min(changed.size(), kSingleValuesMax); ++i) {
      Fields one = received.fields;
      one[changed[i]] = all[changed[i]];
      out.add(id, std::max(likelihood, rare), std::move(one));
    }
  }
  out.add(id, likelihood, std::move(all));
}

Field with_value(const Field& field, std::string_view value, const Encoder& by, bool raw) {
  Field changed = make_field(field.name, value, by);
  changed.raw_name = field.raw_name;
  if (raw) changed.raw_value = value;
  return changed;
}

}  // namespace everstrike::diagnosis
