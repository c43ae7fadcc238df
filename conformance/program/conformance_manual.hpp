// The prose of everstrike-conformance(1); commands and options come from the program itself.
#pragma once

#include "command_line/manual.hpp"

namespace everstrike::conformance {

[[nodiscard]] command_line::Manual manual();

}  // namespace everstrike::conformance
