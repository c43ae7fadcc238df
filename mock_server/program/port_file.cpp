#include "mock_server/program/port_file.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "files/write_file.hpp"

namespace everstrike::mock_server {

namespace {

// A link stays, and the file behind it is emptied: it would be believed as well.
bool is_link_to_file(const std::string& path) {
  std::error_code ignored;
  return !path.starts_with("/dev/") && !path.starts_with("/proc/") &&
         std::filesystem::is_symlink(path, ignored) &&
         std::filesystem::is_regular_file(path, ignored);
}

void take_away(const std::string& path) {
  if (is_link_to_file(path)) {
    (void)files::write_into(path, "");
  } else if (!files::is_no_regular_file(path)) {
    ::unlink(path.c_str());
  }
}

}  // namespace

void remove_stale_port_file(const std::string& path) {
  if (!path.empty()) take_away(path);
}

void remove_port_file(const std::string& path, std::uint16_t port) {
  if (path.empty() || (files::is_no_regular_file(path) && !is_link_to_file(path))) return;
  std::ifstream file(path);
  std::string line;
  if (std::getline(file, line) && line == std::to_string(port)) take_away(path);
}

void remove_ca_file(const std::string& path, const std::string& ca_pem) {
  if (path.empty() || files::is_no_regular_file(path)) return;
  std::ifstream file(path);
  const std::string there{std::istreambuf_iterator<char>(file), {}};
  if (there == ca_pem) ::unlink(path.c_str());
}

}  // namespace everstrike::mock_server
