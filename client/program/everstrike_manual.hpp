// The prose of everstrike(1); commands and options come from the program itself.
#pragma once

#include "command_line/manual.hpp"

namespace everstrike::client {

[[nodiscard]] command_line::Manual manual();

}  // namespace everstrike::client
