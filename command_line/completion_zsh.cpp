// The zsh completion: specs for _arguments and descriptions for _describe, put into
// completion/completion.zsh.
#include "command_line/completion_text.hpp"
#include "command_line/embedded.hpp"
#include "command_line/shell_words.hpp"

namespace everstrike::command_line {
namespace {

constexpr std::string_view kSpecMarks = "\\[]:";

// What _arguments does for a value: ":FILE:_files".
std::string action(const ValueOutline& value, const std::string& id) {
  std::string spec = ":" + with_escapes(value.name, kSpecMarks) + ":";
  if (value.kind == ValueKind::file && value.words.empty()) return spec + "_files";
  if (value.kind == ValueKind::file) {
    return spec + "_" + id + "_assignment " + joined(value.words, " ");
  }
  if (value.kind == ValueKind::folder) return spec + "_files -/";
  if (value.kind == ValueKind::program) return spec + "_command_names -e";
  if (!value.words.empty()) return spec + "(" + joined(value.words, " ") + ")";
  return spec + " ";
}

std::string specs(const std::vector<OptionOutline>& options, const std::string& indent,
                  const std::string& id) {
  std::string lines;
  for (const auto& option : options) {
    const auto others = option.names.size() > 1 ? "(" + joined(option.names, " ") + ")" : "";
    for (const auto& name : option.names) {
      std::string spec = option.is_repeatable ? "*" : others;
      spec += name;
      if (option.value) spec += name.starts_with("--") ? "=" : "+";
      spec += "[" + with_escapes(option.about, kSpecMarks) + "]";
      if (option.value) spec += action(*option.value, id);
      lines += indent + shell_quoted(spec) + "\n";
    }
  }
  return lines;
}

std::string options(const Outline& outline, const std::string& id) {
  std::string arms;
  for (const auto& command : outline.commands) {
    arms += "    (" + command.name + ")\n      specs=(\n";
    arms += specs(command.options, "        ", id);
    for (const auto& operand : command.operands) {
      arms += "        " +
              shell_quoted((operand.is_repeatable ? "*" : "") + action(operand.value, id)) + "\n";
    }
    arms += "      )\n      ;;\n";
  }
  if (!arms.empty()) arms.pop_back();
  return arms;
}

std::string described(const Outline& outline) {
  std::string lines;
  for (const auto& command : outline.commands) {
    lines += "    " + shell_quoted(command.name + ":" + with_escapes(command.about, "\\:")) + "\n";
  }
  if (!lines.empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string zsh_completion(const Outline& outline) {
  auto places = common_places(outline);
  const auto id = places[1].second;
  auto own = specs(outline.options, "    ", id);
  if (!own.empty()) own.pop_back();
  places.insert(places.end(), {{"commands", described(outline)},
                               {"own", own},
                               {"options", options(outline, id)},
                               {"value_options", joined(own_value_options(outline), "|")},
                               {"own_options", joined(own_flags(outline), "|")},
                               {"command_names", joined(command_names(outline), "|")},
                               {"takers", joined(commands_that_run_programs(outline), "|")}});
  return filled(embedded::zsh, places);
}

}  // namespace everstrike::command_line
