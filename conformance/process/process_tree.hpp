// A client under test as a process, with everything that it starts. Between us and the client
// stands a keeper (command_line/processes), which ends all of it when the client is done, when we
// say so, or when we are gone ourselves, whatever the reason. A client that stops its keeper gains
// nothing: see force_end. So no process outlives a case, also one that was started by a double fork
// in a session of its own. Where there is no subreaper only the client's children are ended.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::conformance {

struct ProcessSpec {
  std::vector<std::string> command;      // the program, looked up in PATH, and its arguments
  std::vector<std::string> environment;  // NAME=value, all of it
  bool is_fed = false;                   // its standard input is a pipe of ours, else empty
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

  // input_fd is written to without blocking; -1 if it isn't fed, or not any more.
  [[nodiscard]] int input_fd() const { return input_; }
  // close_input is the end of what it is fed.
  void close_input();
  [[nodiscard]] int output_fd() const { return output_; }
  [[nodiscard]] int error_fd() const { return error_; }
  [[nodiscard]] int news_fd() const { return news_; }  // command_line::KeeperNews, whole ones

  // terminate sends SIGTERM to the client and what belongs to its group.
  void terminate();
  // end has everything ended at once (SIGKILL); the news tell when it is done.
  void end();
  // force_end does the keeper's work for it and ends it: for one that doesn't answer, since its
  // client has stopped it. Returns when nothing of it is alive.
  void force_end();

 private:
  ProcessTree() = default;
  void command_keeper(char letter);

  pid_t keeper_ = -1;
  int control_ = -1;
  int input_ = -1;
  int output_ = -1;
  int error_ = -1;
  int news_ = -1;
};

// find_program gives the path that a shell would run for `name`; an error when there is none.
[[nodiscard]] Expected<std::string, std::string> find_program(const std::string& name);

}  // namespace everstrike::conformance
