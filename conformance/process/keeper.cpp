#include "conformance/process/keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "command_line/processes/descendants.hpp"
#include "conformance/process/process_tree.hpp"
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace everstrike::conformance {
namespace {

// Where the keeper's own descriptors lie after its start.
constexpr int kControl = 3;
constexpr int kNews = 4;

void on_child(int) {}

void tell(KeeperNews::Kind kind, int value) {
  const KeeperNews news{kind, value};
  [[maybe_unused]] const auto written = ::write(kNews, &news, sizeof news);
}

// Puts the five descriptors to 0..4 and closes all others, which belong to the runner: as long as
// a keeper held them, the end of the runner would not be seen by the other keepers.
void arrange_descriptors(const KeeperStart& start) {
  constexpr int kAside = 100;
  const int from[] = {start.null_fd, start.output_fd, start.error_fd, start.control_fd,
                      start.news_fd};
  int aside[5];
  for (int i = 0; i < 5; ++i) aside[i] = ::fcntl(from[i], F_DUPFD, kAside);
  for (int i = 0; i < 5; ++i) ::dup2(aside[i], i);
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, 5U, ~0U, 0U) == 0) return;
#endif
  const long limit = ::sysconf(_SC_OPEN_MAX);
  for (int fd = 5; fd < (limit > 0 ? limit : 1024); ++fd) ::close(fd);
}

void default_signals() {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < 32; ++signal) ::sigaction(signal, &action, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become_client(const KeeperStart& start) {
  ::setsid();
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  default_signals();
  ::close(kControl);
  ::fcntl(kNews, F_SETFD, FD_CLOEXEC);
  ::execve(start.program, start.arguments, start.environment);
  if (errno == ENOEXEC) ::execve("/bin/sh", start.shell_command, start.environment);
  tell(KeeperNews::Kind::not_started, errno);
  ::_exit(127);
}

// Ends what is left and waits for all of it. What a killed process leaves behind becomes our child
// in turn, so killing children until there are none reaches the whole tree.
int end_all(pid_t client, bool client_is_there) {
  int others = 0;
  if (client_is_there) ::kill(-client, SIGKILL);
  bool wait = false;
  for (;;) {
    int status = 0;
    const pid_t gone = ::waitpid(-1, &status, wait ? 0 : WNOHANG);
    if (gone < 0 && errno == ECHILD) return others;
    if (gone == client && client_is_there) tell(KeeperNews::Kind::ended, status);
    wait = gone == 0;  // all that is left is alive
    if (wait) others += command_line::kill_children();
  }
}

// Takes note of children that have ended; says whether the client is one of them.
bool client_has_ended(pid_t client) {
  int status = 0;
  for (pid_t gone = 0; (gone = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (gone != client) continue;
    tell(KeeperNews::Kind::ended, status);
    return true;
  }
  return false;
}

}  // namespace

void keep(const KeeperStart& start) {
  ::setsid();
  command_line::adopt_orphans();
  arrange_descriptors(start);
  struct sigaction action = {};
  action.sa_handler = SIG_IGN;
  for (const int signal : {SIGINT, SIGHUP, SIGTERM, SIGPIPE}) ::sigaction(signal, &action, nullptr);
  action.sa_handler = on_child;
  ::sigaction(SIGCHLD, &action, nullptr);
  sigset_t child_signal;
  sigset_t none;
  ::sigemptyset(&none);
  ::sigemptyset(&child_signal);
  ::sigaddset(&child_signal, SIGCHLD);
  ::sigprocmask(SIG_SETMASK, &child_signal, nullptr);

  const pid_t client = ::fork();
  if (client < 0) {
    tell(KeeperNews::Kind::not_started, errno);
    ::_exit(1);
  }
  if (client == 0) become_client(start);
  // Only the client's tree holds the outputs now, so they end when it does.
  ::dup2(0, 1);
  ::dup2(0, 2);

  for (;;) {
    pollfd control{kControl, POLLIN, 0};
    const int ready = ::ppoll(&control, 1, nullptr, &none);
    if (client_has_ended(client)) {
      tell(KeeperNews::Kind::left_behind, end_all(client, false));
      ::_exit(0);
    }
    if (ready <= 0) continue;
    char letter = 0;
    if (::read(kControl, &letter, 1) == 1 && letter == 'T') {
      ::kill(-client, SIGTERM);
      continue;
    }
    end_all(client, true);
    ::_exit(0);
  }
}

}  // namespace everstrike::conformance
