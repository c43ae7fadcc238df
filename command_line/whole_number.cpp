#include "command_line/whole_number.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <string>

namespace everstrike::command_line {

CLI::Validator whole_number(Bounds bounds) {
  std::string description = "a whole number from " + std::to_string(bounds.least);
  if (bounds.most != Bounds().most) description += " to " + std::to_string(bounds.most);
  return CLI::Validator(
      [bounds, description](std::string& text) {
        std::uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, number);
        const bool is_fine =
            error == std::errc() && stop == end && number >= bounds.least && number <= bounds.most;
        return is_fine ? std::string() : "expected " + description;
      },
      description);
}

}  // namespace everstrike::command_line
