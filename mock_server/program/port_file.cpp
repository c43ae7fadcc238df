#include "mock_server/program/port_file.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "files/write_file.hpp"

namespace everstrike::mock_server {

void remove_stale_port_file(const std::string& path) {
  if (!path.empty() && !files::is_no_regular_file(path)) ::unlink(path.c_str());
}

void remove_port_file(const std::string& path, std::uint16_t port) {
  if (path.empty() || files::is_no_regular_file(path)) return;
  std::ifstream file(path);
  std::string line;
  if (std::getline(file, line) && line == std::to_string(port)) ::unlink(path.c_str());
}

void remove_ca_file(const std::string& path, const std::string& ca_pem) {
  if (path.empty() || files::is_no_regular_file(path)) return;
  std::ifstream file(path);
  const std::string there{std::istreambuf_iterator<char>(file), {}};
  if (there == ca_pem) ::unlink(path.c_str());
}

}  // namespace everstrike::mock_server
