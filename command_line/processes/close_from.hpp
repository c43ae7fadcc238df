// Closes what a forked process has from the one that it was forked from. One system call where
// there is such a call.
#pragma once

#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

namespace everstrike::command_line {

// close_from closes all descriptors from `first` on.
inline void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
#endif
  const long limit = ::sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < (limit > 0 ? limit : 1024); ++fd) ::close(fd);
}

}  // namespace everstrike::command_line
