#include "command_line/version.hpp"

#include <openssl/crypto.h>

namespace everstrike::command_line {

std::string project_version() { return EVERSTRIKE_PROJECT_VERSION; }

std::string project_date() { return EVERSTRIKE_PROJECT_DATE; }

std::string version_text(const std::string& program, const std::vector<std::string>& more) {
  std::string text = program + " " + project_version() + "\n";
  text += std::string(OpenSSL_version(OPENSSL_VERSION)) + "\n";
  for (const auto& line : more) text += line + "\n";
  return text;
}

}  // namespace everstrike::command_line
