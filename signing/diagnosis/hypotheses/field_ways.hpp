// What may have become of the fields between the text that was signed and the one that was sent:
// each function adds the changes of one kind; the table in hypotheses_fields.cpp says in which
// order.
#pragma once

#include <cstddef>
#include <string_view>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"

namespace everstrike::diagnosis {

inline constexpr std::size_t kSingleFieldsMax = 16;  // of which each is changed by itself

// Their order: sorted, turned around, or as an object of JavaScript holds them.
void sort_fields(const Received& received, FieldChanges& out);
void turn_fields_around(const Received& received, FieldChanges& out);
void hold_fields_in_an_object(const Received& received, FieldChanges& out);

// Which are there: more or fewer than were signed, the query's among them, or one of them twice.
void leave_out_what_was_added(const Received& received, FieldChanges& out);
void sign_known_fields_too(const Received& received, FieldChanges& out);
void sign_query_too(const Received& received, FieldChanges& out);
void send_fields_twice(const Received& received, FieldChanges& out);
void sign_fields_twice(const Received& received, FieldChanges& out);

// What the client's own record says that it meant.
void sign_what_was_meant(const Received& received, FieldChanges& out);

// Other names: in another convention of letters, or what others call such a field.
void name_fields_otherwise(const Received& received, FieldChanges& out);

// Fields that hold nothing, by any language's word for it: left out of one of the two texts,
// written otherwise, or filled only after the signing.
void sign_none(const Received& received, FieldChanges& out);
void write_empty_fields_otherwise(const Received& received, FieldChanges& out);
void sign_before_values_are_set(const Received& received, FieldChanges& out);

// is_nothing says whether a value is what urlencode() or JavaScript write for no value.
[[nodiscard]] constexpr bool is_nothing(std::string_view value) {
  return value == "None" || value == "null" || value == "undefined";
}

// sign_with puts `field` behind and before the others; in front is where the exchange's own bot has
// them.
void sign_with(const Received& received, MistakeId id, Likelihood likelihood, const Field& field,
               FieldChanges& out);

}  // namespace everstrike::diagnosis
