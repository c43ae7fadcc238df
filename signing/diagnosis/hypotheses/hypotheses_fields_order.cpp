// Fields signed in another order than they were sent in.
#include <algorithm>
#include <string>
#include <utility>

#include "signing/canonical_body.hpp"
#include "signing/diagnosis/hypotheses/field_ways.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

}  // namespace

void sort_fields(const Received& received, FieldChanges& out) {
  const auto sort = [&](Likelihood likelihood, auto less) {
    Fields fields = received.fields;
    std::stable_sort(fields.begin(), fields.end(), less);
    out.add(MistakeId::field_order_differs, likelihood, std::move(fields));
  };
  sort(frequent, [](const Field& a, const Field& b) { return a.name < b.name; });
  sort(rare, [](const Field& a, const Field& b) { return a.name > b.name; });
  sort(rare, [](const Field& a, const Field& b) { return a.raw_name < b.raw_name; });
  sort(rare, [](const Field& a, const Field& b) {
    return std::pair(a.name, a.value) < std::pair(b.name, b.value);
  });
  sort(rare, [](const Field& a, const Field& b) { return a.value < b.value; });
}

void turn_fields_around(const Received& received, FieldChanges& out) {
  Fields fields(received.fields.rbegin(), received.fields.rend());
  out.add(MistakeId::field_order_differs, common, std::move(fields));
  if (received.fields.size() < 3) return;
  // Of more fields than every order is tried of, those with two of them exchanged.
  constexpr std::size_t kAllOrders = 6;
  const std::size_t count = std::min(received.fields.size(), kSingleFieldsMax);
  if (received.fields.size() > kAllOrders && out.takes(odd)) {
    Fields exchanged = received.fields;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = i + 1; j < count; ++j) {
        std::swap(exchanged[i], exchanged[j]);
        out.add_text(MistakeId::field_order_differs, odd, write_raw(exchanged));
        std::swap(exchanged[i], exchanged[j]);
      }
    }
  }
  Fields first_last = received.fields;
  std::rotate(first_last.begin(), first_last.begin() + 1, first_last.end());
  out.add(MistakeId::field_order_differs, rare, std::move(first_last));
  Fields last_first = received.fields;
  std::rotate(last_first.begin(), last_first.end() - 1, last_first.end());
  out.add(MistakeId::field_order_differs, rare, std::move(last_first));
}

// A JavaScript object holds integer-like names first, and of repeated names the last value.
void hold_fields_in_an_object(const Received& received, FieldChanges& out) {
  signing::Parameters parameters;
  for (const Field& field : received.fields)
    parameters.emplace_back(field.raw_name, field.raw_value);
  const auto members = signing::as_javascript_object(parameters);
  Fields fields;
  for (const auto& member : members) {
    fields.push_back(
        *std::find_if(received.fields.begin(), received.fields.end(), [&](const Field& field) {
          return field.raw_name == member.first && field.raw_value == member.second;
        }));
  }
  const bool repeated = fields.size() != received.fields.size();
  out.add(repeated ? MistakeId::field_sent_twice : MistakeId::field_order_differs, rare,
          std::move(fields));
}

}  // namespace everstrike::diagnosis
