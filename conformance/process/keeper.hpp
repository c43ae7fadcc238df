// The process that stands between the runner and a client; see process_tree.hpp. It is forked from
// a program with threads and never calls exec, so it makes system calls only: no memory is
// allocated, no lock taken, no library's state touched.
#pragma once

namespace everstrike::conformance {

struct KeeperStart {
  const char* program;         // path
  char* const* arguments;      // of the program, ends with nullptr
  char* const* shell_command;  // the same by /bin/sh, for scripts without a first line
  char* const* environment;    // ends with nullptr
  int null_fd;
  int output_fd;
  int error_fd;
  int control_fd;  // commands from the runner: 'T' terminate, 'K' or the end: kill all
  int news_fd;     // KeeperNews to the runner
};

// keep starts the client, minds it and never returns. To be called in a forked child.
[[noreturn]] void keep(const KeeperStart& start);

}  // namespace everstrike::conformance
