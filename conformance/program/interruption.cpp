#include "conformance/program/interruption.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "command_line/exit_code.hpp"

namespace everstrike::conformance {
namespace {

int ends[2] = {-1, -1};
volatile sig_atomic_t caught = 0;

void on_signal(int) {
  if (caught != 0) ::_exit(command_line::to_int(command_line::ExitCode::interrupted));
  caught = 1;
  [[maybe_unused]] const auto written = ::write(ends[1], "x", 1);
}

}  // namespace

int interruption_fd() {
  if (ends[0] >= 0 || ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return ends[0];
  struct sigaction action = {};
  action.sa_handler = on_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  return ends[0];
}

}  // namespace everstrike::conformance
