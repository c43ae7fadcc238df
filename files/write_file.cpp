#include "files/write_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <system_error>

namespace everstrike::files {
namespace {

constexpr mode_t kForAnyone = 0666;

Unexpected<std::string> failed(const std::string& path, const char* what) {
  return Unexpected<std::string>(path + ": " + what + ": " +
                                 std::generic_category().message(errno));
}

std::string neighbour_of(const std::string& path) {
  std::uint64_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) number = static_cast<std::uint64_t>(::getpid());
  std::array<char, 16> name{};
  const auto end = std::to_chars(name.begin(), name.end(), number, 36).ptr;
  return path + "." + std::string(name.begin(), end);
}

// close can be the first to tell that a disk is full; errno stays that of the first failure.
bool is_closed(int descriptor, bool is_fine) {
  const int cause = errno;
  const bool is_complete = ::close(descriptor) == 0 && is_fine;
  if (!is_fine) errno = cause;
  return is_complete;
}

}  // namespace

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool is_no_regular_file(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

Expected<void, std::string> write_into(const std::string& path, std::string_view text, Held held) {
  // What /dev and /proc name may be a file that the shell has open: /dev/stdout.
  const bool is_kept =
      held == Held::kept || path.starts_with("/dev/") || path.starts_with("/proc/");
  const int flags = O_WRONLY | O_CLOEXEC | (is_kept ? O_APPEND : O_TRUNC);
  int descriptor = ::open(path.c_str(), flags);
  // With O_CREAT, a kernel may refuse the pipe of another user in /tmp.
  if (descriptor < 0 && errno == ENOENT) {
    descriptor = ::open(path.c_str(), flags | O_CREAT, kForAnyone);
  }
  if (descriptor < 0) return failed(path, "cannot be opened for writing");
  if (!is_closed(descriptor, write_all(descriptor, text))) return failed(path, "cannot be written");
  return {};
}

Expected<void, std::string> write_file(const std::string& path, std::string_view text,
                                       const WriteManner& manner) {
  if (is_no_regular_file(path)) return write_into(path, text);
  const std::string unfinished = neighbour_of(path);
  const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                manner.mode.value_or(kForAnyone));
  if (descriptor < 0) return failed(path, "cannot be written here");
  const bool is_written = (!manner.mode || ::fchmod(descriptor, *manner.mode) == 0) &&
                          write_all(descriptor, text) &&
                          (!manner.survives_power || ::fsync(descriptor) == 0);
  if (is_closed(descriptor, is_written) && std::rename(unfinished.c_str(), path.c_str()) == 0) {
    return {};
  }
  auto error = failed(path, "cannot be written");
  ::unlink(unfinished.c_str());
  return error;
}

}  // namespace everstrike::files
