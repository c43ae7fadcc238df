#include "command_line/option_sources.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "command_line/nearest_name.hpp"
#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::command_line {
namespace {

bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

bool takes_several(const CLI::Option& option) { return option.get_items_expected_max() > 1; }

// Options about the command line itself: a file or variable for them would make no sense.
bool is_only_a_flag(const std::string& long_name) {
  return long_name == "help" || long_name == "version" || long_name == "verbose" ||
         long_name == "help-man";
}

// CLI11 writes "INT:INT in [1 - 9]" for an integer with a validator.
std::string base_type(const CLI::Option& option) {
  const auto type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

// The app itself and its option groups, which are nameless subcommands to CLI11.
std::vector<CLI::App*> with_groups(CLI::App& app) {
  std::vector<CLI::App*> apps = {&app};
  for (auto* group : app.get_subcommands([](CLI::App* sub) { return sub->get_name().empty(); })) {
    for (auto* inner : with_groups(*group)) apps.push_back(inner);
  }
  return apps;
}

std::vector<CLI::App*> named_subcommands(CLI::App& app) {
  return app.get_subcommands([](CLI::App* sub) { return !sub->get_name().empty(); });
}

std::vector<CLI::Option*> options_of(CLI::App& app) {
  std::vector<CLI::Option*> options;
  for (auto* part : with_groups(app)) {
    for (auto* option : part->get_options()) options.push_back(option);
  }
  return options;
}

// The app and those of its subcommands that were named on the command line.
std::vector<CLI::App*> active_apps(CLI::App& app) {
  std::vector<CLI::App*> apps = {&app};
  for (auto* sub : named_subcommands(app)) {
    if (sub->parsed()) apps.push_back(sub);
  }
  return apps;
}

CLI::Option* find_option(CLI::App& app, const std::string& long_name) {
  if (is_only_a_flag(long_name)) return nullptr;
  for (auto* option : options_of(app)) {
    const auto& names = option->get_lnames();
    if (std::find(names.begin(), names.end(), long_name) != names.end()) return option;
  }
  return nullptr;
}

std::string variable_for(const std::string& long_name) {
  std::string variable = "EVERSTRIKE_";
  for (const char c : long_name) {
    variable += c == '-' ? '_' : signing::ascii_upper(c);
  }
  return variable;
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& names) {
  const auto nearest = nearest_name(typed, names);
  return nearest ? "; did you mean \"" + *nearest + "\"?" : "";
}

bool fits(const Setting& setting, const CLI::Option& option) {
  if (setting.is_list && !takes_several(option)) return false;
  if (setting.values.empty()) return true;  // an empty list sets nothing
  const auto type = base_type(option);
  const bool is_whole = type == "INT" || type == "UINT";
  switch (setting.type) {
    case SettingType::truth:
      return is_flag(option) || type == "BOOLEAN";
    case SettingType::text:
      return !is_flag(option) && !is_whole && type != "FLOAT" && type != "BOOLEAN";
    case SettingType::integer:  // a type name of the program's own ("MS") may well be an integer
      return !is_flag(option) && type != "TEXT" && type != "BOOLEAN";
    case SettingType::number:
      return type == "FLOAT";
  }
  return false;
}

}  // namespace

OptionSources::OptionSources(CLI::App& app) : app_(app) {
  std::vector<CLI::App*> apps = named_subcommands(app);
  apps.push_back(&app);
  for (auto* part : apps) {
    for (auto* option : options_of(*part)) {
      if (!option->get_required() || option->get_lnames().empty()) continue;
      option->required(false);
      required_.push_back(option);
    }
  }
}

void OptionSources::undo_required() {
  for (auto* option : required_) option->required(true);
}

Expected<void, Error> OptionSources::add_environment(const Environment& environment,
                                                     const std::vector<EnvironmentName>& names) {
  for (auto* app : active_apps(app_)) {
    for (auto* option : options_of(*app)) {
      if (option->get_lnames().empty() || is_only_a_flag(option->get_lnames().front())) continue;
      std::vector<EnvironmentName> asked;
      for (const auto& name : names) {
        if (option->check_name(name.option)) asked.push_back(name);
      }
      for (const auto& long_name : option->get_lnames()) {
        asked.push_back(
            {long_name, variable_for(long_name), !asked.empty() && asked.front().empty_counts});
      }
      for (const auto& name : asked) {
        const char* value = environment(name.variable);
        if (value == nullptr || (*value == '\0' && !name.empty_counts)) continue;
        if (auto done = fill(*option, {value}, name.variable, Rank::environment); !done) {
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
  CLI::App* owner = nullptr;
  CLI::Option* option = nullptr;
  std::vector<CLI::App*> candidates;
  std::string where;
  if (setting.table.empty()) {
    candidates = active_apps(app_);  // before those that aren't run: a file may serve several
    for (auto* sub : named_subcommands(app_)) candidates.push_back(sub);
  } else {
    std::vector<std::string> tables;
    for (auto* sub : named_subcommands(app_)) {
      tables.push_back(sub->get_name());
      if (sub->get_name() == setting.table) candidates = {sub};
    }
    if (candidates.empty()) {
      return usage_error(setting.place, "unknown table [" + one_line(setting.table) + "]" +
                                            suggestion(setting.table, tables));
    }
    if (setting.key.empty() && setting.values.empty()) return {};  // an empty table
    where = " in [" + setting.table + "]";
  }
  for (auto* app : candidates) {
    if (option == nullptr && (option = find_option(*app, setting.key)) != nullptr) owner = app;
  }
  if (option == nullptr) {
    auto names = option_names(app_);
    names.erase(std::remove_if(names.begin(), names.end(), is_only_a_flag), names.end());
    return usage_error(setting.place, "unknown key \"" + one_line(setting.key) + "\"" + where +
                                          suggestion(setting.key, names));
  }
  const std::string place = setting.place + ": " + setting.key;
  if (!fits(setting, *option)) return usage_error(place, "expected " + wanted(*option));
  const bool is_active = owner == &app_ || owner->parsed();
  if (!is_active || setting.values.empty()) return {};
  return fill(*option, setting.values, place, Rank::file);
}

Expected<void, Error> OptionSources::check_required() const {
  for (auto* app : active_apps(app_)) {
    for (auto* option : options_of(*app)) {
      if (option->count() > 0) continue;
      if (std::find(required_.begin(), required_.end(), option) == required_.end()) continue;
      const auto& name = option->get_lnames().front();
      return usage_error("--" + name, "is required: as an option, as " + variable_for(name) +
                                          ", or as " + name + " in the --config file");
    }
  }
  return {};
}

Expected<void, Error> OptionSources::fill(CLI::Option& option,
                                          const std::vector<std::string>& values,
                                          const std::string& place, Rank rank) {
  if (option.count() > 0) return {};
  for (const auto* other : option.get_excludes()) {
    if (other->count() == 0) continue;
    const auto found = given_by_.find(other);
    if (found == given_by_.end() || found->second != rank) return {};
    return usage_error(place, "cannot be given together with " + other->get_name());
  }
  given_by_[&option] = rank;
  try {
    if (is_flag(option)) {
      option.add_result(option.get_flag_value(option.get_lnames().front(), values.front()));
    } else {
      option.add_result(values);
    }
    option.run_callback();
  } catch (const CLI::ValidationError& error) {
    if (rank == Rank::environment) return usage_error(place, "expected " + wanted(option));
    const std::string what = error.what();
    const std::string prefix = option.get_name() + ": ";
    return usage_error(place,
                       one_line(what.rfind(prefix, 0) == 0 ? what.substr(prefix.size()) : what));
  } catch (const CLI::Error&) {
    return usage_error(place, "expected " + wanted(option));
  }
  return {};
}

std::string wanted(const CLI::Option& option) {
  if (is_flag(option)) return "true or false";
  const auto full = option.get_type_name();
  const auto colon = full.find(':');
  if (colon != std::string::npos && colon + 1 < full.size()) return full.substr(colon + 1);
  const auto type = full.substr(0, colon);
  if (type == "INT") return "an integer";
  if (type == "UINT") return "an integer, 0 or more";
  if (type == "FLOAT") return "a number";
  if (type == "BOOLEAN") return "true or false";
  if (type == "TEXT") return takes_several(option) ? "text, or a list of texts" : "text";
  return type.empty() ? "another value" : type;
}

std::vector<std::string> option_names(CLI::App& app) {
  std::vector<std::string> names;
  std::vector<CLI::App*> apps = named_subcommands(app);
  apps.insert(apps.begin(), &app);
  for (auto* part : apps) {
    for (auto* option : options_of(*part)) {
      for (const auto& name : option->get_lnames()) names.push_back(name);
    }
  }
  return names;
}

}  // namespace everstrike::command_line
