// Changes of single values, in the order in which they are tried.
#include <array>

#include "signing/diagnosis/hypotheses/respelled.hpp"

namespace everstrike::diagnosis {
namespace {

// Those that a value gives little to do stand before those of which each value has hundreds.
constexpr std::array kValueHypotheses = {
    FieldHypothesis{&try_literals},
    FieldHypothesis{&try_texts},
    FieldHypothesis{&try_line_ends},
    FieldHypothesis{&try_unicode_forms},
    FieldHypothesis{
        [](const Received& received, FieldChanges& out) { try_times(received, false, out); }},
    FieldHypothesis{&try_usual_numbers},
    FieldHypothesis{&read_clock_twice},
    FieldHypothesis{&try_number_families},
    FieldHypothesis{&try_charsets},
    FieldHypothesis{&try_recodings},
    FieldHypothesis{&try_editors},
    FieldHypothesis{
        [](const Received& received, FieldChanges& out) { try_times(received, true, out); }},
};

}  // namespace

std::span<const FieldHypothesis> value_hypotheses() noexcept { return kValueHypotheses; }

}  // namespace everstrike::diagnosis
