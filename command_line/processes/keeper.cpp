#include "command_line/processes/keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "command_line/processes/close_from.hpp"
#include "command_line/processes/descendants.hpp"
#ifdef __linux__
#include <sys/prctl.h>
#endif

extern "C" char** environ;

namespace everstrike::command_line {
namespace {

// The keeper's own descriptors.
int control = -1;
int news = -1;

void on_child(int) {}

void tell(KeeperNews::Kind kind, int value) {
  const KeeperNews one{kind, value};
  [[maybe_unused]] const auto written = ::write(news, &one, sizeof one);
}

// Puts the five descriptors to 0..4 and closes all others, which belong to the program that we were
// forked from: as long as a keeper held them, its end would not be seen by the other keepers.
void arrange_descriptors(const KeeperStart& start) {
  control = start.control_fd;
  news = start.news_fd;
  if (start.input_fd >= 0) {
    constexpr int kAside = 100;
    const int from[] = {start.input_fd, start.output_fd, start.error_fd, control, news};
    int aside[5];
    for (int i = 0; i < 5; ++i) aside[i] = ::fcntl(from[i], F_DUPFD, kAside);
    for (int i = 0; i < 5; ++i) ::dup2(aside[i], i);
    control = 3;
    news = 4;
    close_from(5);
  }
  ::fcntl(control, F_SETFD, FD_CLOEXEC);
  ::fcntl(news, F_SETFD, FD_CLOEXEC);
}

void set_signals(const CommandSignals* wanted) {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigset_t none;
  ::sigemptyset(&none);
  if (wanted != nullptr) {
    ::sigaction(SIGPIPE, &wanted->on_broken_pipe, nullptr);
  } else {
    for (int signal = 1; signal < 32; ++signal) ::sigaction(signal, &action, nullptr);
  }
  ::sigprocmask(SIG_SETMASK, wanted != nullptr ? &wanted->mask : &none, nullptr);
}

[[noreturn]] void become_command(const KeeperStart& start, pid_t keeper) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (::getppid() != keeper) ::_exit(1);
  if (start.group == 0) {
    ::setsid();
  } else {
    ::setpgid(0, start.group);
  }
  set_signals(start.signals);
  environ = const_cast<char**>(start.environment);
  ::execvp(start.program, start.arguments);
  tell(KeeperNews::Kind::not_started, errno);
  ::_exit(127);
}

// Ends what is left and waits for all of it. What a killed process leaves behind becomes our child
// in turn, so killing children until there are none reaches the whole tree.
int end_all(pid_t command, bool command_is_there) {
  int others = 0;
  bool wait = false;
  for (;;) {
    int status = 0;
    const pid_t gone = ::waitpid(-1, &status, wait ? 0 : WNOHANG);
    if (gone < 0 && errno == ECHILD) return others;
    if (gone == command && command_is_there) tell(KeeperNews::Kind::ended, status);
    wait = gone == 0;  // all that is left is alive
    if (wait) others += kill_children();
  }
}

// Takes note of children that have ended; says whether the command is one of them.
bool command_has_ended(pid_t command) {
  int status = 0;
  for (pid_t gone = 0; (gone = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (gone != command) continue;
    tell(KeeperNews::Kind::ended, status);
    return true;
  }
  return false;
}

[[noreturn]] void finish(const KeeperStart& start) {
  if (start.at_end != nullptr) start.at_end(start.argument);
  ::_exit(0);
}

// Signals meant for the program beside us, or for its group, are none of ours.
void keep_signals_out(sigset_t& all_but_children) {
  struct sigaction action = {};
  action.sa_handler = on_child;
  ::sigaction(SIGCHLD, &action, nullptr);
  sigset_t all;
  ::sigfillset(&all);
  all_but_children = all;
  ::sigdelset(&all_but_children, SIGCHLD);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
}

}  // namespace

void keep(const KeeperStart& start) {
  sigset_t all_but_children;
  keep_signals_out(all_but_children);
  if (start.group == 0) {
    ::setsid();
  } else {
    ::setpgid(0, 0);
  }
  adopt_orphans();
  name_process("everstrike-keep");
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGCONT);
#endif
  arrange_descriptors(start);

  const pid_t keeper = ::getpid();
  const pid_t command = ::fork();
  if (command < 0) {
    tell(KeeperNews::Kind::not_started, errno);
    finish(start);
  }
  if (command == 0) become_command(start, keeper);
  // Only the command's tree holds the outputs now, so they end when it does.
  if (start.input_fd >= 0) {
    ::dup2(0, 1);
    ::dup2(0, 2);
  }

  for (;;) {
    pollfd one{control, POLLIN, 0};
    const int ready = ::ppoll(&one, 1, nullptr, &all_but_children);
    if (command_has_ended(command)) {
      tell(KeeperNews::Kind::left_behind, end_all(command, false));
      finish(start);
    }
    if (ready <= 0) continue;
    char letter = kEndAll;
    if (::read(control, &letter, 1) == 1 && letter != kEndAll) {
      ::kill(start.group == 0 ? -command : command, letter);
      continue;
    }
    if (start.group == 0) ::kill(-command, SIGKILL);
    end_all(command, true);
    finish(start);
  }
}

}  // namespace everstrike::command_line
