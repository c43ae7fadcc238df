#include "conformance/report/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "command_line/one_line.hpp"

namespace everstrike::conformance {
namespace {

namespace fs = std::filesystem;
using command_line::Error;
using command_line::ExitCode;

Unexpected<Error> failure(const std::string& path, const std::string& what) {
  return Unexpected<Error>(
      Error{ExitCode::environment, command_line::one_line(path) + ": " + what});
}

Unexpected<Error> system_failure(const std::string& path, const char* what) {
  return failure(path, std::string(what) + ": " + std::strerror(errno));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Expected<void, Error> write_directly(const std::string& path, std::string_view text, int flags) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
  if (descriptor < 0) return system_failure(path, "cannot be opened for writing");
  const bool ok = write_all(descriptor, text);
  const int cause = errno;
  ::close(descriptor);
  errno = cause;
  if (!ok) return system_failure(path, "cannot be written");
  return {};
}

bool is_something_else(const std::string& path) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status);
}

}  // namespace

Expected<void, Error> write_whole_file(const std::string& path, std::string_view text) {
  if (is_something_else(path)) return write_directly(path, text, 0);
  const auto unfinished = path + "." + std::to_string(::getpid()) + ".part";
  const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return system_failure(path, "cannot be written here");
  const bool written = write_all(descriptor, text) && ::fsync(descriptor) == 0;
  int cause = errno;
  if (::close(descriptor) == 0 && written && std::rename(unfinished.c_str(), path.c_str()) == 0) {
    return {};
  }
  if (written) cause = errno;
  ::unlink(unfinished.c_str());
  errno = cause;
  return system_failure(path, "cannot be written");
}

Expected<void, Error> make_way(const std::string& path) {
  if (is_something_else(path)) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return failure(path, "expected a file, this is a folder");
    return {};
  }
  const auto folder = fs::path(path).parent_path();
  const auto folder_name = folder.empty() ? std::string(".") : folder.string();
  if (::access(folder_name.c_str(), W_OK | X_OK) != 0) {
    return system_failure(path, "cannot be written here");
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    return system_failure(path, "an earlier file cannot be removed");
  }
  return {};
}

Expected<void, Error> append_to_file(const std::string& path, std::string_view text) {
  return write_directly(path, text, O_APPEND | O_CREAT);
}

}  // namespace everstrike::conformance
