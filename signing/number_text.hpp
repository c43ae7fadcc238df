// A double as the two documented languages write it. Both print the shortest digits that read back
// as the same number, so they differ only in when they turn to an exponent and how it looks:
// JavaScript writes 1, 1e-7, 1e+21 where Python writes 1.0, 1e-07, 1e+21, and Python's exponent
// begins at 1e16 and below 1e-4. Such a difference changes a signed body.
// Source: ECMA-262, Number::toString; Python's float.__repr__.
#pragma once

#include <string>

namespace everstrike::signing {

// javascript_number_text is String(number): "0" for both zeros, "NaN", "Infinity", "-Infinity".
[[nodiscard]] std::string javascript_number_text(double number);

// python_number_text is repr(number): "-0.0", "nan", "inf", "-inf".
[[nodiscard]] std::string python_number_text(double number);

}  // namespace everstrike::signing
