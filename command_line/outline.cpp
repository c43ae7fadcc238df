#include "command_line/outline.hpp"

#include <algorithm>

#include "command_line/command_parts.hpp"

namespace everstrike::command_line {
namespace {

using Words = std::vector<std::string>;

// "js|python" names all that may be given; "N|A..B" names forms.
Words words_of_name(const std::string& name) {
  constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  Words words(1);
  for (const char c : name) {
    if (c == '|') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  const bool are_words =
      words.size() > 1 && std::ranges::all_of(words, [&](const auto& word) {
        return !word.empty() && word.find_first_not_of(kPlain) == std::string::npos;
      });
  return are_words ? words : Words{};
}

ValueKind kind_of_name(const std::string& name) {
  if (name.ends_with("FILE")) return ValueKind::file;
  if (name == "DIR") return ValueKind::folder;
  if (name == "PROGRAM") return ValueKind::program;
  return ValueKind::text;
}

ValueOutline value_of(const OptionPart& option, const std::string& command,
                      const OutlineHints& hints) {
  ValueOutline value;
  value.name = option.value_name;
  // That is any string; an operand has a better name.
  if (value.name == "TEXT" && option.names.empty()) value.name = option.operand;
  value.limits = option.check.limits;
  value.bounds = option.check.bounds;
  value.words = words_of_name(value.name);
  value.kind = kind_of_name(value.name);
  for (const auto& hint : hints.values) {
    if (hint.value != value.name || (!hint.command.empty() && hint.command != command)) continue;
    value.words = hint.words;
    if (hint.kind != ValueKind::text) value.kind = hint.kind;
  }
  return value;
}

OptionOutline option_outline(const OptionPart& option, const std::string& command,
                             const OutlineHints& hints) {
  OptionOutline outline;
  outline.names = option.names;
  if (!option.is_flag) outline.value = value_of(option, command, hints);
  outline.about = option.about;
  outline.default_text = option.default_text;
  outline.is_required = option.is_required;
  outline.is_repeatable = option.is_repeatable;
  return outline;
}

void add_options(const CommandParts& command, const std::string& name, const OutlineHints& hints,
                 std::vector<OptionOutline>& options, std::vector<OperandOutline>* operands) {
  for (const auto& option : command.options) {
    if (option.names.empty() && operands != nullptr) {
      operands->push_back({.value = value_of(option, name, hints),
                           .about = option.about,
                           .is_required = option.is_required,
                           .is_repeatable = option.is_repeatable});
      continue;
    }
    if (!option.is_hidden) options.push_back(option_outline(option, name, hints));
  }
}

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Outline outline_of(const Command& program, const OutlineHints& hints) {
  const auto& parts = program.parts();
  Outline outline;
  outline.name = parts.name;
  outline.about = parts.about;
  outline.footer = parts.footer;
  outline.default_command = hints.default_command;
  add_options(parts, "", hints, outline.options, nullptr);
  for (const auto& subcommand : parts.subcommands) {
    const auto& sub = subcommand.parts();
    CommandOutline command;
    command.name = sub.name;
    command.about = sub.about;
    command.footer = sub.footer;
    command.runs_program = contains(hints.commands_that_run_programs, command.name);
    add_options(sub, command.name, hints, command.options, &command.operands);
    outline.commands.push_back(std::move(command));
  }
  return outline;
}

}  // namespace everstrike::command_line
