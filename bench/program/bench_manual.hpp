// The prose of everstrike-bench(1); commands and options come from the program itself.
#pragma once

#include "command_line/manual.hpp"

namespace everstrike::bench {

[[nodiscard]] command_line::Manual manual();

}  // namespace everstrike::bench
