#include "command_line/option_sources.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

#include "command_line/command_parts.hpp"
#include "command_line/nearest_name.hpp"
#include "command_line/one_line.hpp"
#include "command_line/siblings.hpp"
#include "command_line/usage_error.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::command_line {
namespace {

constexpr std::string_view kVariablePrefix = "EVERSTRIKE_";

// Options about the command line itself: a file or variable for them would make no sense.
bool is_only_a_flag(const std::string& long_name) {
  return long_name == "help" || long_name == "version" || long_name == "verbose" ||
         long_name == "help-man" || long_name == "help-config";
}

bool is_given(const OptionPart& option) { return option.option->count() > 0; }

// To ask for in every source: an operand has only the one.
bool is_required_option(const OptionPart& option) {
  return option.is_required && !long_names(option).empty();
}

bool is_chosen(const CommandParts& command) { return command.app->parsed(); }

// The program and those of its subcommands that were named on the command line.
std::vector<CommandParts*> active_commands(CommandParts& program) {
  std::vector<CommandParts*> commands = {&program};
  for (const auto& sub : program.subcommands) {
    if (is_chosen(sub.parts())) commands.push_back(&sub.parts());
  }
  return commands;
}

const OptionPart* option_for_key(const CommandParts& command, const std::string& long_name) {
  // A file that named another one would be read, and that one not.
  const bool is_none = is_only_a_flag(long_name) || long_name == "config";
  return is_none ? nullptr : option_of(command, "--" + long_name);
}

std::string variable_for(const std::string& long_name) {
  std::string variable(kVariablePrefix);
  for (const char c : long_name) {
    variable += c == '-' ? '_' : signing::ascii_upper(c);
  }
  return variable;
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& names) {
  const auto nearest = nearest_name(typed, names);
  return nearest && *nearest != typed ? "; did you mean \"" + *nearest + "\"?" : "";
}

// Of a sibling's table only the names are known here: a key that is no program's option is a typo.
Expected<void, Error> check_sibling_setting(const Setting& setting) {
  const auto names = sibling_options();
  if (setting.key.empty() || std::ranges::find(names, setting.key) != names.end()) return {};
  return usage_error(setting.place, "unknown key \"" + one_line(setting.key) + "\" in [" +
                                        setting.table + "]" + suggestion(setting.key, names));
}

bool fits(const Setting& setting, const OptionPart& option) {
  if (setting.is_list && !option.is_repeatable) return false;
  if (setting.values.empty()) return true;  // an empty list sets nothing
  const auto& type = option.value_name;
  switch (setting.type) {
    case SettingType::truth:
      return option.is_flag;
    case SettingType::text:
      return !option.is_flag && type != "INT" && type != "UINT" && type != "FLOAT";
    case SettingType::integer:  // a type name of the program's own ("MS") may well be an integer
      return !option.is_flag && type != "TEXT";
    case SettingType::number:
      return type == "FLOAT";
  }
  return false;
}

}  // namespace

std::vector<std::string> variables_of(const Command& command, const std::string& subcommand) {
  for (const Command& sub : command.parts().subcommands) {
    if (sub.parts().name == subcommand) return variables_of(sub);
  }
  return {};
}

std::vector<std::string> variables_of(const Command& command) {
  std::vector<std::string> variables;
  for (const std::string& name : option_names(command.parts())) {
    if (!is_only_a_flag(name)) variables.push_back(variable_for(name));
  }
  return variables;
}

std::vector<std::string> unknown_variables(const Command& command,
                                           const std::vector<EnvironmentName>& names,
                                           const std::vector<std::string>& present) {
  auto known = variables_of(command);
  for (const EnvironmentName& name : names) known.push_back(name.variable);
  // What all have in common would make any two of them look alike.
  const auto without_prefix = [](const std::string& variable) {
    return variable.substr(variable.starts_with(kVariablePrefix) ? kVariablePrefix.size() : 0);
  };
  std::vector<std::string> known_ends;
  std::ranges::transform(known, std::back_inserter(known_ends), without_prefix);
  std::vector<std::string> warnings;
  for (const std::string& variable : present) {
    if (!variable.starts_with(kVariablePrefix) ||
        std::ranges::find(known, variable) != known.end() || is_variable_of_sibling(variable)) {
      continue;
    }
    const auto nearest = nearest_name(without_prefix(variable), known_ends);
    warnings.push_back(
        "the environment's " + one_line(variable) + " is no option's" +
        (nearest ? "; did you mean " + std::string(kVariablePrefix) + *nearest + "?" : ""));
  }
  return warnings;
}

OptionSources::OptionSources(CommandParts& program) : program_(program) { set_required(false); }

void OptionSources::undo_required() { set_required(true); }

void OptionSources::set_required(bool is_required) {
  const auto set = [&](CommandParts& command) {
    for (auto& option : command.options) {
      if (is_required_option(option)) option.option->required(is_required);
    }
  };
  set(program_);
  for (const auto& sub : program_.subcommands) set(sub.parts());
}

Expected<void, Error> OptionSources::add_environment(const Environment& environment,
                                                     const std::vector<EnvironmentName>& names) {
  for (auto* command : active_commands(program_)) {
    for (const auto& option : command->options) {
      const auto own_names = long_names(option);
      if (own_names.empty() || is_only_a_flag(own_names.front())) continue;
      std::vector<EnvironmentName> asked;
      for (const auto& name : names) {
        if (std::ranges::find(option.names, name.option) != option.names.end()) {
          asked.push_back(name);
        }
      }
      for (const auto& long_name : own_names) {
        asked.push_back(
            {long_name, variable_for(long_name), !asked.empty() && asked.front().empty_counts});
      }
      for (const auto& name : asked) {
        const char* value = environment(name.variable);
        if (value == nullptr || (*value == '\0' && !name.empty_counts)) continue;
        if (auto done = fill(option, {value}, name.variable, Rank::environment); !done) {
          return done;
        }
        break;
      }
    }
  }
  return {};
}

Expected<void, Error> OptionSources::add_settings(std::vector<Setting> settings) {
  // What a command's own table says counts for more than the top of the file.
  std::stable_partition(settings.begin(), settings.end(),
                        [](const Setting& setting) { return !setting.table.empty(); });
  for (const auto& setting : settings) {
    if (auto done = add_setting(setting); !done) return done;
  }
  return {};
}

Expected<void, Error> OptionSources::add_setting(const Setting& setting) {
  if (setting.table.empty() && setting.key == "$schema") {
    const bool is_text = !setting.is_list && setting.type == SettingType::text;
    if (!is_text) return usage_error(setting.place, "$schema: expected text");
    return {};
  }
  const CommandParts* owner = nullptr;
  const OptionPart* option = nullptr;
  std::vector<CommandParts*> candidates;
  std::string where;
  if (setting.table.empty()) {
    candidates = active_commands(program_);  // before those not run: a file may serve several
    for (const auto& sub : program_.subcommands) candidates.push_back(&sub.parts());
  } else {
    std::vector<std::string> tables = sibling_tables();
    for (const auto& sub : program_.subcommands) {
      tables.push_back(sub.parts().name);
      if (sub.parts().name == setting.table) candidates = {&sub.parts()};
    }
    if (candidates.empty() && !sibling_with_table(program_.name, setting.table).empty()) {
      return check_sibling_setting(setting);
    }
    if (candidates.empty()) {
      return usage_error(setting.table_place, "unknown table [" + one_line(setting.table) + "]" +
                                                  suggestion(setting.table, tables));
    }
    if (setting.key.empty() && setting.values.empty()) return {};  // an empty table
    where = " in [" + setting.table + "]";
  }
  for (const auto* command : candidates) {
    const auto* const found = option_for_key(*command, setting.key);
    // Of those not run, the one whom it fits: --listen is a list to serve only.
    const bool is_better = option == nullptr || (!is_chosen(*owner) && !fits(setting, *option));
    if (found == nullptr || !is_better) continue;
    option = found;
    owner = command;
  }
  if (option == nullptr) {
    auto names = option_names(program_);
    names.erase(std::remove_if(names.begin(), names.end(), is_only_a_flag), names.end());
    return usage_error(setting.place, "unknown key \"" + one_line(setting.key) + "\"" + where +
                                          suggestion(setting.key, names));
  }
  const std::string place = setting.place + ": " + setting.key;
  if (!fits(setting, *option)) {
    const bool lacks_quotes = !setting.is_list && setting.type != SettingType::text &&
                              !option->is_flag && !option->check.bounds &&
                              option->value_name != "INT" && option->value_name != "UINT" &&
                              option->value_name != "FLOAT";
    return usage_error(place, "expected " + wanted(*option) + (lacks_quotes ? ", in quotes" : ""));
  }
  const bool is_active = owner == &program_ || is_chosen(*owner);
  if (!is_active || setting.values.empty()) return {};
  return fill(*option, setting.values, place, Rank::file);
}

Expected<void, Error> OptionSources::check_required() const {
  for (const auto* command : active_commands(program_)) {
    for (const auto& option : command->options) {
      if (is_given(option) || !is_required_option(option)) continue;
      const auto name = long_names(option).front();
      return usage_error("--" + name, "is required: as an option, as " + variable_for(name) +
                                          ", or as " + name + " in the --config file");
    }
  }
  return {};
}

Expected<void, Error> OptionSources::fill(const OptionPart& option,
                                          const std::vector<std::string>& values,
                                          const std::string& place, Rank rank) {
  if (is_given(option)) return {};
  for (const auto* other : option.excluded) {
    if (!is_given(*other)) continue;
    const auto found = given_by_.find(other);
    if (found == given_by_.end() || found->second != rank) return {};
    return usage_error(place, "cannot be given together with " + display_name(*other));
  }
  given_by_[&option] = rank;
  option.place = place;
  try {
    if (option.is_flag) {
      option.option->add_result(
          option.option->get_flag_value(long_names(option).front(), values.front()));
    } else {
      option.option->add_result(values);
    }
    option.option->run_callback();
  } catch (const CLI::ValidationError& error) {
    if (rank == Rank::environment) return usage_error(place, "expected " + wanted(option));
    const std::string what = error.what();
    const std::string prefix = display_name(option) + ": ";
    return usage_error(place,
                       one_line(what.rfind(prefix, 0) == 0 ? what.substr(prefix.size()) : what));
  } catch (const CLI::Error&) {
    return usage_error(place, "expected " + wanted(option));
  }
  return {};
}

}  // namespace everstrike::command_line
