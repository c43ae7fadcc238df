// SIGINT and SIGTERM as a descriptor that becomes readable and stays so: every wait of a run looks
// at it, so a run ends in good order wherever it is. A second signal ends the program at once.
#pragma once

namespace everstrike::conformance {

// interruption_fd catches the signals from the first call on, and gives the descriptor.
[[nodiscard]] int interruption_fd();

}  // namespace everstrike::conformance
