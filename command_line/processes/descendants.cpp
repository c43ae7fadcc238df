#include "command_line/processes/descendants.hpp"

#include <fcntl.h>
#include <poll.h>
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

// What /proc/<pid>/stat says of a process; state 0 when it is gone.
struct Process {
  char state = 0;
  pid_t parent = 0;
  std::uint64_t birth = 0;  // clock ticks since the machine's start
};

std::uint64_t number_at(const char* text, long& i, long size) {
  std::uint64_t number = 0;
  for (; i < size && text[i] >= '0' && text[i] <= '9'; ++i) {
    number = number * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  return number;
}

Process process_of(pid_t pid) {
  char path[64] = "/proc/";
  int at = 6;
  char digits[20];
  int count = 0;
  for (pid_t rest = pid; rest > 0; rest /= 10) digits[count++] = static_cast<char>('0' + rest % 10);
  while (count > 0) path[at++] = digits[--count];
  for (const char* rest = "/stat"; *rest != '\0'; ++rest) path[at++] = *rest;
  char text[1024];
  const long size = read_small(path, text, sizeof text);
  long i = size - 1;
  while (i >= 0 && text[i] != ')') --i;  // the name may hold anything, also brackets
  if (i < 0 || i + 4 >= size) return {};
  Process found;
  found.state = text[i + 2];
  i += 4;
  found.parent = static_cast<pid_t>(number_at(text, i, size));
  constexpr int kBirth = 22;  // the place of that field, where the parent's is 4
  for (int field = 4; field < kBirth && i < size; ++i) field += text[i] == ' ' ? 1 : 0;
  found.birth = number_at(text, i, size);
  return found;
}

// Calls visit(pid) for every process that there is.
template <class Visit>
void each_process(const Visit& visit) {
  // Where getdents64(2) puts the length and the name of an entry.
  constexpr long kSizeAt = 16;
  constexpr long kNameAt = 19;
  const int proc = ::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return;
  alignas(8) char buffer[4096];
  for (;;) {
    const long got = ::syscall(SYS_getdents64, proc, buffer, sizeof buffer);
    if (got <= 0) break;
    for (long at = 0; at < got;) {
      const char* name = buffer + at + kNameAt;
      at += *reinterpret_cast<const unsigned short*>(buffer + at + kSizeAt);
      if (*name < '1' || *name > '9') continue;
      pid_t pid = 0;
      for (const char* c = name; *c != '\0'; ++c) pid = pid * 10 + (*c - '0');
      visit(pid);
    }
  }
  ::close(proc);
}

bool is_below(pid_t pid, pid_t root) {
  constexpr int kGenerationsMax = 4096;
  for (int i = 0; pid > 1 && i < kGenerationsMax; ++i) {
    pid = process_of(pid).parent;
    if (pid == root) return true;
  }
  return false;
}

}  // namespace

void adopt_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

// Not by prctl(), for which a sanitizer's own looks into its list of threads: another thread may
// have held that list's lock when we were forked from it, and would hold it here for ever.
void name_process(const char* name) { ::syscall(SYS_prctl, PR_SET_NAME, name); }

int kill_children() {
  const pid_t self = ::getpid();
  int killed = 0;
  each_process([&](pid_t pid) {
    if (process_of(pid).parent == self && ::kill(pid, SIGKILL) == 0) ++killed;
  });
  return killed;
}

void end_tree(pid_t root) {
  constexpr int kRoundsMax = 1000;
  for (int round = 0; round < kRoundsMax; ++round) {
    bool any_alive = false;
    each_process([&](pid_t pid) {
      const char state = process_of(pid).state;
      if (state == 0 || state == 'Z' || state == 'X' || !is_below(pid, root)) return;
      any_alive = true;
      ::kill(pid, SIGKILL);
    });
    if (!any_alive) break;
    ::poll(nullptr, 0, 2);
  }
  // Left to itself it takes leave of those that it minded; what is killed leaves them to others.
  ::kill(root, SIGCONT);
  constexpr int kNapsMax = 100;
  for (int i = 0; i < kNapsMax && birth_of(root) != 0; ++i) ::poll(nullptr, 0, 2);
  ::kill(root, SIGKILL);
}

std::uint64_t birth_of(pid_t pid) {
  const Process found = process_of(pid);
  return found.state == 0 || found.state == 'Z' ? 0 : found.birth;
}
#else
void adopt_orphans() {}
void name_process(const char*) {}
int kill_children() { return 0; }
void end_tree(pid_t root) { ::kill(root, SIGKILL); }
std::uint64_t birth_of(pid_t pid) { return ::kill(pid, 0) == 0 ? 1 : 0; }
#endif

void end_descendants() {
  do {
    kill_children();
  } while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR);
}

}  // namespace everstrike::command_line
