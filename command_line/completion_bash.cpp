// The bash completion: tables of commands, options and values as arms of `case`, put into
// completion/completion.bash.
#include "command_line/completion_text.hpp"
#include "command_line/embedded.hpp"
#include "command_line/shell_words.hpp"

namespace everstrike::command_line {
namespace {

std::string kind_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::file:
      return "file";
    case ValueKind::folder:
      return "folder";
    case ValueKind::program:
      return "program";
    case ValueKind::text:
      break;
  }
  return "text";
}

// An arm of the table of values: `"serve --port-file") echo 'file ' ;;`
std::string arm(const std::string& pattern, const ValueOutline& value) {
  return "    " + pattern + ") echo " +
         shell_quoted(kind_name(value.kind) + " " + joined(value.words, " ")) + " ;;\n";
}

std::string pattern(const std::string& command, const OptionOutline& option) {
  std::vector<std::string> patterns;
  for (const auto& name : option.names) {
    patterns.push_back((command.empty() ? "*\" " : "\"" + command + " ") + name + "\"");
  }
  return joined(patterns, " | ");
}

std::string values(const Outline& outline) {
  std::string arms;
  for (const auto& option : outline.options) {
    if (option.value) arms += arm(pattern("", option), *option.value);
  }
  for (const auto& command : outline.commands) {
    for (const auto& option : command.options) {
      if (option.value) arms += arm(pattern(command.name, option), *option.value);
    }
    // One table row for all operands: no program has two kinds of them.
    if (!command.operands.empty()) {
      arms += arm("\"" + command.name + " OPERAND\"", command.operands.front().value);
    }
  }
  if (!arms.empty()) arms.pop_back();
  return arms;
}

std::string names_of(const std::vector<OptionOutline>& options) {
  std::vector<std::string> names;
  for (const auto& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return joined(names, " ");
}

std::string options(const Outline& outline) {
  std::string arms;
  for (const auto& command : outline.commands) {
    const auto dashes = std::string(command.runs_program ? " --" : "");
    arms += "    " + command.name + ") echo " + shell_quoted(names_of(command.options) + dashes) +
            " ;;\n";
  }
  if (!arms.empty()) arms.pop_back();
  return arms;
}

}  // namespace

std::string bash_completion(const Outline& outline) {
  auto places = common_places(outline);
  places.insert(places.end(), {{"values", values(outline)},
                               {"options", options(outline)},
                               {"value_options", joined(own_value_options(outline), " | ")},
                               {"own_options", joined(own_flags(outline), " | ")},
                               {"own_words", names_of(outline.options)},
                               {"commands", joined(command_names(outline), " | ")},
                               {"command_words", joined(command_names(outline), " ")},
                               {"takers", joined(commands_that_run_programs(outline), " | ")}});
  return filled(embedded::bash, places);
}

}  // namespace everstrike::command_line
