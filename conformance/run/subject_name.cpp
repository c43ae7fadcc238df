#include "conformance/run/subject_name.hpp"

#include <algorithm>

namespace everstrike::conformance {
namespace {

bool is_option(const std::string& word) { return word.empty() || word.front() == '-'; }

bool looks_like_a_file(const std::string& word) {
  return !is_option(word) && word.find('=') == std::string::npos &&
         word.find("{id}") == std::string::npos && word.find_first_of("./") != std::string::npos;
}

}  // namespace

std::string subject_name(const std::vector<std::string>& command, NamedBy rule) {
  if (command.empty()) return "";
  const auto names = [&](const std::string& word) {
    return rule == NamedBy::last_file ? looks_like_a_file(word) : !is_option(word);
  };
  const auto found = std::find_if(command.rbegin(), command.rend(), names);
  const std::string& word = found == command.rend() ? command.front() : *found;
  return word.substr(word.find_last_of('/') + 1);
}

}  // namespace everstrike::conformance
