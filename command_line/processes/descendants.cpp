#include "command_line/processes/descendants.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace everstrike::command_line {

#ifdef __linux__
namespace {

// Reads a small file of /proc; gives how many bytes.
long read_small(const char* path, char* buffer, long size) {
  const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  long have = 0;
  while (have < size) {
    const auto got = ::read(fd, buffer + have, static_cast<std::size_t>(size - have));
    if (got <= 0) break;
    have += got;
  }
  ::close(fd);
  return have;
}

// The parent of a process, from /proc/<pid>/stat; 0 when it is gone.
pid_t parent_of(const char* pid_text) {
  char path[64] = "/proc/";
  int at = 6;
  for (int i = 0; pid_text[i] != '\0' && i < 20; ++i) path[at++] = pid_text[i];
  for (const char* rest = "/stat"; *rest != '\0'; ++rest) path[at++] = *rest;
  char text[512];
  const long size = read_small(path, text, sizeof text);
  long i = size - 1;
  while (i >= 0 && text[i] != ')') --i;  // the name may hold anything, also brackets
  i += 4;                                // ") S "
  pid_t parent = 0;
  for (; i > 3 && i < size && text[i] >= '0' && text[i] <= '9'; ++i) {
    parent = parent * 10 + (text[i] - '0');
  }
  return parent;
}

}  // namespace

void adopt_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

int kill_children() {
  // Where getdents64(2) puts the length and the name of an entry.
  constexpr long kSizeAt = 16;
  constexpr long kNameAt = 19;
  const int proc = ::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return 0;
  const pid_t self = ::getpid();
  int killed = 0;
  alignas(8) char buffer[4096];
  for (;;) {
    const long got = ::syscall(SYS_getdents64, proc, buffer, sizeof buffer);
    if (got <= 0) break;
    for (long at = 0; at < got;) {
      const char* name = buffer + at + kNameAt;
      at += *reinterpret_cast<const unsigned short*>(buffer + at + kSizeAt);
      if (*name < '1' || *name > '9' || parent_of(name) != self) continue;
      pid_t pid = 0;
      for (const char* c = name; *c != '\0'; ++c) pid = pid * 10 + (*c - '0');
      if (::kill(pid, SIGKILL) == 0) ++killed;
    }
  }
  ::close(proc);
  return killed;
}
#else
void adopt_orphans() {}
int kill_children() { return 0; }
#endif

void end_descendants() {
  do {
    kill_children();
  } while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR);
}

}  // namespace everstrike::command_line
