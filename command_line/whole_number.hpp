// A check for options that take a whole number: decimal digits, within bounds. CLI11's own
// conversion takes "-1" for the largest number there is, "" for 0 and too many digits for the
// largest again, and its Range repeats the value in its message, which a variable's never should.
#pragma once

#include <cstdint>
#include <limits>

namespace CLI {
class Validator;
}

namespace everstrike::command_line {

struct Bounds {
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

// whole_number is for Option::check; the error reads "expected a whole number from 1 to 9".
[[nodiscard]] CLI::Validator whole_number(Bounds bounds = {});

}  // namespace everstrike::command_line
