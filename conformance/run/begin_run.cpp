#include "conformance/run/begin_run.hpp"

#include <poll.h>

#include <chrono>
#include <utility>

#include "command_line/version.hpp"

namespace everstrike::conformance {

RunResult begin_run(std::string suite) {
  using std::chrono::milliseconds;
  RunResult run;
  run.tool_version = command_line::project_version();
  run.suite = std::move(suite);
  run.started_at_unix_ms =
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  return run;
}

bool is_interrupted(int interrupt_fd) {
  pollfd one{interrupt_fd, POLLIN, 0};
  return interrupt_fd >= 0 && ::poll(&one, 1, 0) > 0;
}

}  // namespace everstrike::conformance
