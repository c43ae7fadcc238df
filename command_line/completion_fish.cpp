// The fish completion: one `complete` line for each option, command and operand, put into
// completion/completion.fish.
#include "command_line/completion_text.hpp"
#include "command_line/embedded.hpp"

namespace everstrike::command_line {
namespace {

// In single quotes fish knows two escapes.
std::string fish_quoted(std::string_view text) { return "'" + with_escapes(text, "\\'") + "'"; }

std::string value_words(const ValueOutline& value) {
  switch (value.kind) {
    case ValueKind::file:
      return value.words.empty() ? " -r -F" : " -r -F -a " + fish_quoted(joined(value.words, " "));
    case ValueKind::folder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::program:
      return " -x -a '(__fish_complete_command)'";
    case ValueKind::text:
      break;
  }
  return value.words.empty() ? " -x" : " -x -a " + fish_quoted(joined(value.words, " "));
}

std::string option_line(const std::string& start, const OptionOutline& option) {
  std::string line = start;
  for (const auto& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.value) line += value_words(*option.value);
  return line + " -d " + fish_quoted(option.about) + "\n";
}

std::string completions(const Outline& outline, const std::string& id) {
  const auto start = "complete -c " + outline.name + " -n ";
  std::string lines;
  for (const auto& option : outline.options) {
    lines += option_line(start + "'not __" + id + "_after_dashes'", option);
  }
  for (const auto& command : outline.commands) {
    lines += start + "__" + id + "_at_start -a " + command.name + " -d " +
             fish_quoted(command.about) + "\n";
  }
  for (const auto& command : outline.commands) {
    for (const auto& option : command.options) {
      lines += option_line(start + "'__" + id + "_in " + command.name + "'", option);
    }
    for (const auto& operand : command.operands) {
      if (operand.value.kind == ValueKind::text && operand.value.words.empty()) continue;
      const bool is_file = operand.value.kind != ValueKind::text;
      lines += start + "'__" + id + "_operand_of " + command.name + "'" +
               (is_file ? " -F" : " -a " + fish_quoted(joined(operand.value.words, " "))) + "\n";
    }
  }
  if (!lines.empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string fish_completion(const Outline& outline) {
  auto places = common_places(outline);
  const auto id = places[1].second;
  places.insert(places.end(), {{"value_options", joined(own_value_options(outline), " ")},
                               {"own_options", "'" + joined(own_flags(outline), "' '") + "'"},
                               {"commands", joined(command_names(outline), " ")},
                               {"takers", joined(commands_that_run_programs(outline), " ")},
                               {"completions", completions(outline, id)}});
  return filled(embedded::fish, places);
}

}  // namespace everstrike::command_line
