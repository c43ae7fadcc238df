#include "conformance/report/atomic_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "command_line/one_line.hpp"
#include "files/write_file.hpp"

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

Expected<void, Error> as_environment(const Expected<void, std::string>& written) {
  return written.map_error([](const std::string& error) {
    return Error{ExitCode::environment, command_line::one_line(error)};
  });
}

}  // namespace

Expected<void, Error> write_whole_file(const std::string& path, std::string_view text) {
  return as_environment(files::write_file(path, text, {.survives_power = true}));
}

Expected<void, Error> make_way(const std::string& path) {
  if (files::is_no_regular_file(path)) {
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
  return as_environment(files::write_into(path, text, files::Held::kept));
}

}  // namespace everstrike::conformance
