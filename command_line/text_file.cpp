#include "command_line/text_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "command_line/one_line.hpp"

namespace everstrike::command_line {
namespace {

Unexpected<Error> unreadable(const std::string& name, const std::string& why) {
  return Unexpected<Error>(Error{ExitCode::environment, one_line(name) + ": " + why});
}

std::string text_of_errno(int error) { return std::generic_category().message(error); }

}  // namespace

Expected<std::string, Error> read_text_file(const std::string& path, ReadLimits limits,
                                            const std::string& shown_as) {
  const std::string& name = shown_as.empty() ? path : shown_as;
  if (path == "-") return read_descriptor(STDIN_FILENO, "standard input", limits);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return unreadable(name, "cannot be opened: " + text_of_errno(errno));
  auto text = read_descriptor(descriptor, name, limits);
  ::close(descriptor);
  return text;
}

Expected<std::string, Error> read_descriptor(int descriptor, const std::string& name,
                                             ReadLimits limits) {
  std::string text;
  std::array<char, 16 * 1024> chunk{};
  while (true) {
    const auto count = ::read(descriptor, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(name, "cannot be read: " + text_of_errno(errno));
    if (count == 0) return text;
    if (static_cast<std::size_t>(count) > limits.bytes_max - text.size()) {
      return unreadable(name, "is larger than " + std::to_string(limits.bytes_max) + " bytes");
    }
    text.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace everstrike::command_line
