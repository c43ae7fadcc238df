#include "command_line/scrub_argument.hpp"

#include <cstddef>
#include <cstring>

namespace everstrike::command_line {
namespace {

// Three stars, then NULs: the length of the secret shouldn't show either.
void overwrite(char* text) {
  const auto length = std::strlen(text);
  for (std::size_t i = 0; i < length; ++i) text[i] = i < 3 ? '*' : '\0';
}

}  // namespace

bool scrub_argument(int argument_count, char** arguments, std::string_view option) {
  bool found = false;
  for (int i = 1; i < argument_count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") break;
    if (argument == option) {
      found = true;
      if (i + 1 < argument_count) overwrite(arguments[++i]);
    } else if (argument.size() > option.size() && argument.substr(0, option.size()) == option &&
               argument[option.size()] == '=') {
      found = true;
      overwrite(arguments[i] + option.size() + 1);
    }
  }
  return found;
}

}  // namespace everstrike::command_line
