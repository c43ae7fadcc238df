#include "command_line/completion.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "command_line/completion_text.hpp"

namespace everstrike::command_line {
namespace {

constexpr std::array<std::pair<std::string_view, Shell>, 3> kShells = {
    {{"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}}};

void add_names(const std::vector<OptionOutline>& options, bool with_value,
               std::vector<std::string>& names) {
  for (const auto& option : options) {
    if (option.value.has_value() != with_value) continue;
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::vector<std::string> shell_names() {
  std::vector<std::string> names;
  for (const auto& [name, shell] : kShells) names.emplace_back(name);
  return names;
}

std::optional<Shell> shell_of_text(std::string_view text) {
  const auto* const found =
      std::ranges::find_if(kShells, [&](const auto& shell) { return shell.first == text; });
  if (found == kShells.end()) return std::nullopt;
  return found->second;
}

std::string completion_script(Shell shell, const Outline& outline) {
  switch (shell) {
    case Shell::bash:
      return bash_completion(outline);
    case Shell::zsh:
      return zsh_completion(outline);
    case Shell::fish:
      return fish_completion(outline);
  }
  return "";
}

std::string filled(std::string_view script, const std::vector<Place>& places) {
  std::string text(script);
  for (const auto& [name, content] : places) replace_all(text, "@" + name + "@", content);
  return text;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : between).append(word);
  return text;
}

std::vector<std::string> own_value_options(const Outline& outline) {
  std::vector<std::string> names;
  add_names(outline.options, true, names);
  return names;
}

std::vector<std::string> own_flags(const Outline& outline) {
  std::vector<std::string> names;
  add_names(outline.options, false, names);
  for (const auto& name : own_value_options(outline)) names.push_back(name + "=*");
  return names;
}

std::vector<std::string> command_names(const Outline& outline) {
  std::vector<std::string> names;
  for (const auto& command : outline.commands) names.push_back(command.name);
  return names;
}

std::vector<std::string> commands_that_run_programs(const Outline& outline) {
  std::vector<std::string> names;
  for (const auto& command : outline.commands) {
    if (command.runs_program) names.push_back(command.name);
  }
  // A pattern that fits no command, where a script needs one.
  if (names.empty()) names.emplace_back("-");
  return names;
}

std::vector<Place> common_places(const Outline& outline) {
  auto id = outline.name;
  std::ranges::replace(id, '-', '_');
  return {{"program", outline.name},
          {"id", id},
          {"default", outline.default_command.empty() ? "''" : outline.default_command}};
}

std::string with_escapes(std::string_view text, std::string_view marks) {
  std::string escaped;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace everstrike::command_line
