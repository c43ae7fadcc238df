#include "command_line/outline.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace everstrike::command_line {
namespace {

using Words = std::vector<std::string>;

// "js|python" names all that may be given; "N|A..B" names forms.
Words words_of_name(const std::string& name) {
  constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  const auto words = CLI::detail::split(name, '|');
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

// CLI11 gives the type name with what its validators say behind it: "N:INT in [1 - 256]".
std::vector<std::string> validator_texts(const CLI::Option& option) {
  std::vector<std::string> texts;
  try {
    // It only reads, though it isn't const.
    for (int i = 0;; ++i) {
      texts.push_back(const_cast<CLI::Option&>(option).get_validator(i)->get_description());
    }
  } catch (const CLI::OptionNotFound&) {
    return texts;  // the only way to learn how many there are
  }
}

ValueOutline value_of(const CLI::Option& option, const std::string& command,
                      const OutlineHints& hints) {
  ValueOutline value;
  value.name = option.get_type_name();
  auto texts = validator_texts(option);
  std::reverse(texts.begin(), texts.end());
  for (const auto& text : texts) {
    if (value.name.ends_with(":" + text)) value.name.resize(value.name.size() - text.size() - 1);
    const auto open = text.find(" in [");
    if (open != std::string::npos && text.ends_with(']')) {
      value.limits = text.substr(open + 5, text.size() - open - 6);
    }
  }
  // CLI11's own name for any string; an operand has a better one.
  if (value.name == "TEXT" && option.get_positional()) value.name = option.get_single_name();
  value.words = words_of_name(value.name);
  value.kind = kind_of_name(value.name);
  for (const auto& hint : hints.values) {
    if (hint.value != value.name || (!hint.command.empty() && hint.command != command)) continue;
    value.words = hint.words;
    if (hint.kind != ValueKind::text) value.kind = hint.kind;
  }
  return value;
}

OptionOutline option_outline(const CLI::Option& option, const std::string& command,
                             const OutlineHints& hints) {
  OptionOutline outline;
  for (const auto& name : option.get_snames()) outline.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) outline.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) outline.value = value_of(option, command, hints);
  outline.about = option.get_description();
  outline.default_text = option.get_default_str();
  outline.is_required = option.get_required();
  outline.is_repeatable = option.get_items_expected_max() > 1;
  return outline;
}

void add_options(const CLI::App& app, const std::string& command, const OutlineHints& hints,
                 std::vector<OptionOutline>& options, std::vector<OperandOutline>* operands) {
  for (const auto* option : app.get_options({})) {
    if (option->get_positional() && operands != nullptr) {
      operands->push_back({.value = value_of(*option, command, hints),
                           .about = option->get_description(),
                           .is_required = option->get_required(),
                           .is_repeatable = option->get_items_expected_max() > 1});
      continue;
    }
    // Every command has --help, and the program's own stands for them all.
    const bool is_help = option == app.get_help_ptr() && !command.empty();
    if (option->get_group().empty() || is_help) continue;
    options.push_back(option_outline(*option, command, hints));
  }
}

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Outline outline_of(const CLI::App& app, const OutlineHints& hints) {
  Outline outline;
  outline.name = app.get_name();
  outline.about = app.get_description();
  outline.footer = app.get_footer();
  outline.default_command = hints.default_command;
  add_options(app, "", hints, outline.options, nullptr);
  for (const auto* sub : app.get_subcommands(std::function<bool(const CLI::App*)>())) {
    CommandOutline command;
    command.name = sub->get_name();
    command.about = sub->get_description();
    command.footer = sub->get_footer();
    command.runs_program = contains(hints.commands_that_run_programs, command.name);
    add_options(*sub, command.name, hints, command.options, &command.operands);
    outline.commands.push_back(std::move(command));
  }
  return outline;
}

}  // namespace everstrike::command_line
