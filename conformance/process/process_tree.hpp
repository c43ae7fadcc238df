// A client under test as a process, with everything that it starts. Between us and the client
// stands a keeper: a small process of ours that adopts whatever the client leaves behind (Linux:
// it is a "subreaper") and ends all of it when the client is done, when we say so, or when we are
// gone ourselves, whatever the reason: it waits at a pipe whose other end only we hold. So no
// process outlives a case, also one that was started by a double fork in a session of its own.
// Where there is no subreaper only the client's own process group is ended.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::conformance {

struct ProcessSpec {
  std::vector<std::string> command;      // the program, looked up in PATH, and its arguments
  std::vector<std::string> environment;  // NAME=value, all of it
};

// What the keeper says, one after the other; then it closes its end.
struct KeeperNews {
  enum class Kind : int {
    not_started = 1,  // value: errno of the attempt
    ended = 2,        // value: the client's wait status
    left_behind = 3,  // value: how many processes had to be ended after the client's own end
  };
  Kind kind;
  int value;
};

class ProcessTree {
 public:
  // start gives an error when there is no such program, or no process can be made. That a program
  // can't be run is known later, by `not_started`.
  [[nodiscard]] static Expected<ProcessTree, std::string> start(const ProcessSpec& spec);
  ProcessTree(ProcessTree&& other) noexcept;
  ProcessTree& operator=(ProcessTree&&) = delete;
  // Ends everything and waits for it.
  ~ProcessTree();

  [[nodiscard]] int output_fd() const { return output_; }
  [[nodiscard]] int error_fd() const { return error_; }
  [[nodiscard]] int news_fd() const { return news_; }  // KeeperNews, whole ones

  // terminate sends SIGTERM to the client and what belongs to its group.
  void terminate();
  // end has everything ended at once (SIGKILL); the news tell when it is done.
  void end();

 private:
  ProcessTree() = default;
  void command_keeper(char letter);

  pid_t keeper_ = -1;
  int control_ = -1;
  int output_ = -1;
  int error_ = -1;
  int news_ = -1;
};

// find_program gives the path that a shell would run for `name`; an error when there is none.
[[nodiscard]] Expected<std::string, std::string> find_program(const std::string& name);

}  // namespace everstrike::conformance
