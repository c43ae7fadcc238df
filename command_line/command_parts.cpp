#include "command_line/command_parts.hpp"

#include <algorithm>

namespace everstrike::command_line {

std::vector<std::string> long_names(const OptionPart& option) {
  std::vector<std::string> names;
  for (const auto& name : option.names) {
    if (name.starts_with("--")) names.push_back(name.substr(2));
  }
  return names;
}

std::string display_name(const OptionPart& option) {
  for (const auto& name : option.names) {
    if (name.starts_with("--")) return name;
  }
  return option.names.empty() ? option.operand : option.names.front();
}

const OptionPart* option_of(const CommandParts& command, std::string_view name) {
  for (const auto& option : command.options) {
    const bool is_meant = option.names.empty()
                              ? option.operand == name
                              : std::ranges::find(option.names, name) != option.names.end();
    if (is_meant) return &option;
  }
  return nullptr;
}

std::string wanted(const OptionPart& option) {
  if (option.is_flag) return "true or false";
  if (!option.check.expected.empty()) return option.check.expected;
  const auto& type = option.value_name;
  if (type == "INT") return "an integer";
  if (type == "UINT") return "an integer, 0 or more";
  if (type == "FLOAT") return "a number";
  if (type == "TEXT") return option.is_repeatable ? "text, or a list of texts" : "text";
  return type;
}

std::vector<std::string> own_option_names(const CommandParts& command) {
  std::vector<std::string> names;
  for (const auto& option : command.options) {
    for (auto& name : long_names(option)) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> option_names(const CommandParts& program) {
  auto names = own_option_names(program);
  for (const auto& command : program.subcommands) {
    for (auto& name : own_option_names(command.parts())) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace everstrike::command_line
