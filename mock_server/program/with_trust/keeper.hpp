// The command that runs against a mock, minded by a keeper (command_line/processes), which cleans
// up whatever happens: when the command ends, when the mock is killed, and (from the mock's side)
// when the keeper itself is killed, everything that the command started is ended and the temporary
// folder removed. The keeper leads a process group of its own, so that a signal to the mock's
// group, from a terminal or from kill, does not end it; the command is in the mock's group as if it
// had been started directly.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

// How a command ended: as waitpid says, or it could not be started at all.
struct CommandEnd {
  int wait_status = 0;
  int start_error = 0;  // errno of the failed start, else 0
};

class Keeper {
 public:
  // start forks; this process must have one thread only. Signals that wait for the command
  // (forwarded_signals) are blocked here from now on and come to `wait`.
  [[nodiscard]] static Expected<Keeper, std::string> start();
  // Ends the command, if it still runs, with all that it started.
  ~Keeper();
  Keeper(Keeper&& other) noexcept;
  Keeper(const Keeper&) = delete;

  // run lets the keeper start `command` with `environment` ("NAME=value"), found by the PATH in it.
  // `folder` is removed in the end; "" for none. Gives false when the keeper is gone.
  bool run(const std::vector<std::string>& command, const std::vector<std::string>& environment,
           const std::string& folder);
  // wait gives how the command ended, and passes on the signals that this process gets until then,
  // except those that a terminal sent to the whole group and so to the command as well.
  [[nodiscard]] CommandEnd wait();

 private:
  Keeper(pid_t pid, int socket, std::string folder = {})
      : pid_(pid), socket_(socket), folder_(std::move(folder)) {}
  pid_t pid_;
  int socket_;
  std::string folder_;
};

// end_like ends this process as `end` says the command ended: by the same exit code, or by the same
// signal.
[[noreturn]] void end_like(const CommandEnd& end);

}  // namespace everstrike::mock_server
