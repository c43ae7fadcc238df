// What may have become of the fields, in the order in which it is tried.
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/field_ways.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::array kHypotheses = {
    FieldHypothesis{&sort_fields},
    FieldHypothesis{&turn_fields_around},
    FieldHypothesis{&send_fields_twice},
    FieldHypothesis{&leave_out_what_was_added},
    FieldHypothesis{&sign_what_was_meant},
    FieldHypothesis{&sign_query_too},
    FieldHypothesis{&hold_fields_in_an_object},
    FieldHypothesis{&sign_known_fields_too},
    FieldHypothesis{&sign_fields_twice},
    FieldHypothesis{&sign_before_values_are_set},
    FieldHypothesis{&write_empty_fields_otherwise},
    FieldHypothesis{&sign_none},
    FieldHypothesis{&name_fields_otherwise},
};

}  // namespace

void FieldChanges::add(MistakeId id, Likelihood likelihood, Fields fields) {
  if (!takes(likelihood)) return;
  std::size_t bytes = fields.size() * sizeof(Field);
  for (const Field& field : fields) bytes += field.raw_name.size() + field.raw_value.size();
  if (budget_.take_bytes(bytes)) taker_({id, likelihood, std::move(fields)});
}

void FieldChanges::add_text(MistakeId id, Likelihood likelihood, const std::string& text) {
  if (takes(likelihood) && budget_.take_bytes(text.size())) text_taker_(id, text);
}

std::span<const FieldHypothesis> field_hypotheses() noexcept { return kHypotheses; }

}  // namespace everstrike::diagnosis
