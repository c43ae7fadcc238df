// A decimal number by way of what computers keep it in: a double, a float, an integer of 32 or 64
// bits, fewer digits, seconds in place of milliseconds. What comes out is the decimal number that a
// printer of digits then has. nullopt stands for what doesn't apply, so that the same place of
// several lists is the same way.
// Source: IEEE 754; std::to_chars(3) rounds as C's printf does.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "signing/diagnosis/text/decimal.hpp"

namespace everstrike::diagnosis {

// double_of gives the nearest double, or infinity.
[[nodiscard]] double double_of(const Decimal& number);
// shortest gives the shortest number that reads as that double again, as most languages print it;
// significant rounds to so many digits in all, as "%.15g" does.
[[nodiscard]] std::optional<Decimal> shortest(double value);
[[nodiscard]] std::optional<Decimal> significant(double value, int digits);

enum class Rounding { half_up, down };

// rounded keeps so many digits behind the point, digit by digit.
[[nodiscard]] Decimal rounded(const Decimal& number, std::size_t decimals, Rounding how);

// kept_otherwise gives what is left of it in a double, a float, or with fewer digits; overflowed
// what comes out of integers that it doesn't fit; in_other_units seconds, milli-, micro- and
// nanoseconds since 1970, of each other.
[[nodiscard]] std::vector<std::optional<Decimal>> kept_otherwise(const Decimal& number);
[[nodiscard]] std::vector<std::optional<Decimal>> overflowed(const Decimal& number);
[[nodiscard]] std::vector<std::optional<Decimal>> in_other_units(const Decimal& number);

}  // namespace everstrike::diagnosis
