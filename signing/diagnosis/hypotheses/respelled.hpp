// The changes of single values: a way to respell one is applied to all fields, to each by itself,
// and written as encoders would write it. The groups of ways, one a file, are tried in the order of
// hypotheses_values.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"

namespace everstrike::diagnosis {

// What a value would be in another spelling; nothing where the change doesn't apply.
using Respell = std::function<std::optional<std::string>(std::string_view value)>;

// respelled adds what a respelling makes of the fields, if it changes any. It is called once a
// field, in their order.
void respelled(const Received& received, MistakeId id, Likelihood likelihood,
               const Respell& respell, FieldChanges& out);

// with_value puts one value in the place of a field's. A spelling that an encoder would change can
// also stand in the text as it is (raw): not every encoder escapes a comma.
[[nodiscard]] Field with_value(const Field& field, std::string_view value, const Encoder& by,
                               bool raw);

// hypotheses_values_numbers.cpp: numbers in each language's spellings, words for truth and nothing,
// and times (those that are numbers, or the others); one that was read from the clock once for the
// text to sign and once for the text to send.
void try_number_families(const Received& received, FieldChanges& out);
void try_literals(const Received& received, FieldChanges& out);
void try_times(const Received& received, bool is_number, FieldChanges& out);
void read_clock_twice(const Received& received, FieldChanges& out);
void try_usual_numbers(const Received& received, FieldChanges& out);

// hypotheses_values_texts.cpp: letters, quotes and blanks; line ends; what editors make of a text.
void try_texts(const Received& received, FieldChanges& out);
void try_line_ends(const Received& received, FieldChanges& out);
void try_editors(const Received& received, FieldChanges& out);

// hypotheses_values_charsets.cpp: other bytes for the characters, and other characters that look
// the same.
void try_charsets(const Received& received, FieldChanges& out);
void try_recodings(const Received& received, FieldChanges& out);
void try_unicode_forms(const Received& received, FieldChanges& out);

}  // namespace everstrike::diagnosis
