#include "conformance/process/temporary_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "command_line/processes/last_guard.hpp"

namespace everstrike::conformance {

Expected<TemporaryFile, std::string> TemporaryFile::make(const std::string& beginning,
                                                         const std::string& ending) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = folder == nullptr || *folder == '\0' ? "/tmp" : folder;
  path.append("/").append(beginning).append("XXXXXX").append(ending);
  const int fd = ::mkstemps(path.data(), static_cast<int>(ending.size()));
  if (fd < 0) {
    return Unexpected<std::string>(
        path + ": cannot be written: " + std::generic_category().message(errno));
  }
  ::close(fd);
  command_line::entrust_file_to_last_guard(path);
  return TemporaryFile(std::move(path));
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace everstrike::conformance
