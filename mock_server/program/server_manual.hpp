// The prose of everstrike-mock(1); commands and options come from the program itself.
#pragma once

#include "command_line/manual.hpp"

namespace everstrike::mock_server {

[[nodiscard]] command_line::Manual manual();

}  // namespace everstrike::mock_server
