// The process that stands between a program of ours and a foreign one: it starts the command,
// passes signals on, and whatever happens (the command ends, we say so, we are gone ourselves) it
// ends all that the command has left, however far that broke away (Linux: it is a "subreaper"). It
// notices our end by a descriptor whose other side only we hold, and is woken by it where the
// command has stopped it. Forked, perhaps from a program with threads, it makes system calls only:
// no memory is allocated, no lock taken, no library's state touched.
#pragma once

#include <signal.h>
#include <sys/types.h>

namespace everstrike::command_line {

// What the keeper says, one after the other; then it closes its end.
struct KeeperNews {
  enum class Kind : int {
    not_started = 1,  // value: errno of the attempt; an `ended` that follows is of no interest
    ended = 2,        // value: the command's wait status
    left_behind = 3,  // value: how many processes had to be ended after the command's own end
  };
  Kind kind;
  int value;
};

// What is written to the keeper, a byte each: the number of a signal for the command, or this. The
// end of the descriptor is the same.
inline constexpr char kEndAll = 0;

// Signals as the command is to find them.
struct CommandSignals {
  sigset_t mask;
  struct sigaction on_broken_pipe;
};

struct KeeperStart {
  const char* program;       // path, or a name that is looked up in the PATH of `environment`
  char* const* arguments;    // of the program, ends with nullptr
  char* const* environment;  // ends with nullptr
  // Become descriptors 0 to 2 of the command, which gets no others; -1: it inherits all.
  int input_fd = -1;
  int output_fd = -1;
  int error_fd = -1;
  int control_fd;
  int news_fd;      // KeeperNews; may be the same socket
  pid_t group = 0;  // process group that the command joins; 0: it leads a session of its own
  // nullptr: every signal has its default effect, and none is blocked.
  const CommandSignals* signals = nullptr;
  // Called when all is ended, before the keeper's own end is seen.
  void (*at_end)(void* argument) = nullptr;
  void* argument = nullptr;
};

// keep starts the command, minds it and never returns. To be called in a forked child.
[[noreturn]] void keep(const KeeperStart& start);

}  // namespace everstrike::command_line
