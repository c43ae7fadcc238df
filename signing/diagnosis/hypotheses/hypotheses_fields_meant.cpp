// The fields that a client says it meant (its own record of the request), against those that it
// sent.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "signing/diagnosis/hypotheses/field_ways.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

bool same_text(const Field& a, const Field& b) { return a.name == b.name && a.value == b.value; }

// True and true, 1.0 and 1: the same to whoever wrote them.
bool same_literal(const Field& a, const Field& b) {
  if (a.name != b.name) return false;
  if (signing::lower_ascii(a.value) == signing::lower_ascii(b.value)) return true;
  const auto number = [](const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' ? std::optional(value) : std::nullopt;
  };
  const auto first = number(a.value);
  return first && first == number(b.value);
}

// What tells the fields that were meant from those that were sent.
MistakeId difference(const Fields& meant, const Fields& sent, std::string_view body) {
  if (std::is_permutation(meant.begin(), meant.end(), sent.begin(), sent.end(), same_text)) {
    return MistakeId::field_order_differs;
  }
  Fields missing;
  std::copy_if(meant.begin(), meant.end(), std::back_inserter(missing), [&](const Field& field) {
    return std::none_of(sent.begin(), sent.end(),
                        [&](const Field& other) { return same_text(field, other); });
  });
  const auto any_between = [&](char first, char last) {
    return std::any_of(missing.begin(), missing.end(), [&](const Field& field) {
      return field.value.starts_with(first) && field.value.ends_with(last);
    });
  };
  if (any_between('[', ']')) return MistakeId::list_written_differently;
  if (any_between('{', '}')) return MistakeId::object_text_signed;
  const bool only_nothing =
      !missing.empty() && std::all_of(missing.begin(), missing.end(),
                                      [](const Field& field) { return is_nothing(field.value); });
  if (only_nothing) return MistakeId::none_signed_but_not_sent;
  if (write_raw(meant).starts_with(body)) return MistakeId::bytes_lost_after_signing;
  if (meant.size() > sent.size()) return MistakeId::field_signed_but_not_sent;
  if (meant.size() < sent.size()) return MistakeId::field_added_after_signing;
  return std::equal(meant.begin(), meant.end(), sent.begin(), same_literal)
             ? MistakeId::literal_spelled_differently
             : MistakeId::value_spelled_differently;
}

}  // namespace

void sign_what_was_meant(const Received& received, FieldChanges& out) {
  if (received.payload.empty()) return;
  out.add(difference(received.payload, received.fields, received.body), common, received.payload);
}

}  // namespace everstrike::diagnosis
