#include "command_line/parse.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "command_line/command_parts.hpp"
#include "command_line/completion.hpp"
#include "command_line/completion_text.hpp"
#include "command_line/config_schema.hpp"
#include "command_line/manual_page.hpp"
#include "command_line/nearest_name.hpp"
#include "command_line/one_line.hpp"
#include "command_line/text_file.hpp"
#include "command_line/version.hpp"

namespace everstrike::command_line {
namespace {

constexpr std::size_t kConfigBytesMax = 1024 * 1024;

using Arguments = std::vector<std::string>;

bool looks_like_option(const std::string& argument) {
  return argument.size() > 1 && argument.front() == '-';
}

std::vector<std::string> variables_of_process() {
  std::vector<std::string> names;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable = *each;
    names.emplace_back(variable.substr(0, variable.find('=')));
  }
  return names;
}

Error usage(std::string message) { return {ExitCode::usage, std::move(message)}; }

// One parse of one command line.
class Parsing {
 public:
  Parsing(Command& command, const Program& program, const Environment& environment)
      : command_(command),
        parts_(command.parts()),
        app_(*parts_.app),
        program_(program),
        environment_(environment) {}

  // Gives the text for standard output when --help, --version or the like was asked for.
  Expected<std::optional<std::string>, Error> run(Arguments arguments) {
    add_common_options();
    OptionSources sources(parts_);
    if (auto done = prepare_subcommand(arguments); !done) return Unexpected<Error>(done.error());
    try {
      std::reverse(arguments.begin(), arguments.end());  // the order CLI11 wants
      app_.parse(arguments);
    } catch (const CLI::CallForHelp&) {
      sources.undo_required();
      return std::optional(help());
    } catch (const CLI::ParseError& error) {
      if (const auto text = asked_text()) return text;
      return Unexpected<Error>(explain(error));
    }
    if (const auto text = asked_text()) return text;
    if (auto done = check_given(); !done) return Unexpected<Error>(done.error());
    auto filled = sources.add_environment(environment_, program_.environment_names)
                      .and_then([this] { return read_config(); })
                      .and_then([&](std::vector<Setting> settings) {
                        return sources.add_settings(std::move(settings));
                      })
                      .and_then([&] { return sources.check_required(); });
    if (!filled) return Unexpected<Error>(filled.error());
    return std::optional<std::string>();
  }

 private:
  void add_common_options() {
    app_.name(program_.name);
    parts_.name = program_.name;
    command_
        .option("--config", config_file_,
                "TOML file with options by their long names; a [command] table holds those of "
                "one command")
        .value_name("FILE");
    command_.flag("--version", is_version_asked_, "Print the version and end");
    command_.flag("--verbose", is_verbose_, "With --version: also name the parts in use");
    command_.flag("--help-man", is_manual_asked_, "Print the manual page and end").hidden();
    command_
        .flag("--help-config", is_schema_asked_,
              "Print the JSON Schema of the --config file and end")
        .hidden();
    // Before the footer, which it would inherit.
    if (!parts_.subcommands.empty()) {
      const auto shells = shell_names();
      command_
          .subcommand("completion", "Print a script that completes commands and options in a shell")
          .option("SHELL", shell_)
          .value_name(joined(shells, "|"))
          .one_of(shells)
          .required();
    }
    if (parts_.footer.empty()) {
      command_.footer(
          "Every long option can also be given as EVERSTRIKE_<OPTION> in the environment or in "
          "the --config file.");
    }
    for (auto* sub : app_.get_subcommands(nullptr)) sub->fallthrough();
  }

  // A program that does one thing shows the options of its one command, which needs no name.
  std::string help() const {
    std::string text = app_.help();
    const auto names = subcommand_names();  // the last of them completes in a shell
    const auto list = text.find("\n\nSubcommands:");
    if (app_.get_subcommands().empty() && names.size() == 2 && list != text.npos &&
        names.front() == program_.default_subcommand) {
      const std::string own = app_.get_subcommand(names.front())->help();
      constexpr std::string_view kOptions = "\nOptions:\n";
      const auto begin = own.find(kOptions) + kOptions.size();
      text.insert(list, "\nOptions of " + names.front() + ":\n" +
                            own.substr(begin, own.find("\n\n", begin) - begin));
    }
    return text;
  }

  // What is printed instead of doing the program's work.
  std::optional<std::string> asked_text() const {
    if (is_version_asked_) return version();
    const auto shell = shell_of_text(shell_);
    if (!shell && !is_manual_asked_ && !is_schema_asked_) return std::nullopt;
    const auto hints = program_.value_hints ? program_.value_hints() : std::vector<ValueHint>{};
    const auto outline =
        outline_of(command_, {program_.default_subcommand, program_.command_subcommands, hints});
    if (shell) return completion_script(*shell, outline);
    if (is_schema_asked_) return config_schema(outline);
    std::vector<OptionVariable> variables;
    for (const auto& name : program_.environment_names) {
      variables.push_back({name.option, name.variable});
    }
    return manual_page(outline, program_.manual ? program_.manual() : Manual{}, variables);
  }

  // What CLI11 takes on the command line and nobody can mean. "" is most often a variable of a
  // shell that isn't set, and a run without its --scenario would strike nothing.
  Expected<void, Error> check_given() const {
    if (is_verbose_) return Unexpected<Error>(usage("--verbose: expected --version beside it"));
    const auto check = [](const CommandParts& command) -> Expected<void, Error> {
      for (const OptionPart& option : command.options) {
        if (option.is_flag || may_be_empty(option)) continue;
        for (const std::string& value : option.option->results()) {
          if (!value.empty()) continue;
          return Unexpected<Error>(usage(display_name(option) + ": expected " + wanted(option) +
                                         ", found an empty text"));
        }
      }
      return {};
    };
    if (auto done = check(parts_); !done) return done;
    for (const auto& sub : parts_.subcommands) {
      if (auto done = check(sub.parts()); !done) return done;
    }
    return {};
  }

  // An operand says itself what was wrong with it.
  static bool may_be_empty(const OptionPart& option) {
    static constexpr std::array<std::string_view, 5> kTexts = {"TEXT", "SECRET", "KEY", "ID",
                                                               "HEX"};
    return option.names.empty() || std::ranges::find(kTexts, option.value_name) != kTexts.end();
  }

  // Finds the subcommand, puts in the default one where none is named, and takes off what
  // follows "--" for a subcommand that runs another program.
  Expected<void, Error> prepare_subcommand(Arguments& arguments) {
    const auto names = subcommand_names();
    if (names.empty()) return {};
    const auto place = first_after_own_options(arguments);
    const bool is_at_end = place == arguments.size();
    if (is_at_end && asks_about_the_program(arguments)) return {};
    std::string chosen = is_at_end ? "" : arguments[place];
    if (std::find(names.begin(), names.end(), chosen) == names.end()) {
      if (!is_at_end && !looks_like_option(chosen)) {
        return Unexpected<Error>(
            usage("unknown command" + named_if_near(chosen, names, "") + see_help()));
      }
      if (program_.default_subcommand.empty()) {
        if (!is_at_end) return {};  // CLI11 names the unknown option
        return Unexpected<Error>(usage("expected a command: " + joined(names, ", ")));
      }
      chosen = program_.default_subcommand;
      arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(place), chosen);
    }
    const auto& takers = program_.command_subcommands;
    if (std::find(takers.begin(), takers.end(), chosen) != takers.end()) {
      const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
      if (dashes != arguments.end()) {
        program_.command->assign(dashes + 1, arguments.end());
        arguments.erase(dashes, arguments.end());
      }
    }
    return {};
  }

  // The first argument that is neither an option of the app itself nor the value of one.
  std::size_t first_after_own_options(const Arguments& arguments) const {
    std::size_t i = 0;
    for (; i < arguments.size(); ++i) {
      const auto& argument = arguments[i];
      if (!looks_like_option(argument)) return i;
      const auto equals = argument.find('=');
      const auto* option = option_of(parts_, argument.substr(0, equals));
      if (option == nullptr) return i;
      if (!option->is_flag && equals == std::string::npos) ++i;
    }
    return std::min(i, arguments.size());
  }

  static bool asks_about_the_program(const Arguments& arguments) {
    return std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
      return argument == "--help" || argument == "-h" || argument == "--version" ||
             argument == "--help-man" || argument == "--help-config";
    });
  }

  std::vector<std::string> subcommand_names() const {
    std::vector<std::string> names;
    for (const auto& sub : parts_.subcommands) names.push_back(sub.parts().name);
    return names;
  }

  Expected<std::vector<Setting>, Error> read_config() const {
    if (config_file_.empty()) return std::vector<Setting>();
    return read_text_file(config_file_, {.bytes_max = kConfigBytesMax})
        .and_then([this](const std::string& text) { return parse_config(text, config_file_); });
  }

  std::string version() const {
    std::vector<std::string> lines;
    if (program_.version_lines) lines = program_.version_lines();
    if (is_verbose_ && program_.verbose_version_lines) {
      for (auto& line : program_.verbose_version_lines()) lines.push_back(std::move(line));
    }
    return version_text(program_.name, lines);
  }

  // CLI11's errors as lines of ours (their get_name() may be the app's, so the type is asked).
  // Values are left out where they might be a misplaced secret.
  Error explain(const CLI::ParseError& error) {
    const std::string what = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return unexpected_argument();
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
      constexpr std::string_view kPrefix = "Could not convert: ";
      const auto equals = what.find(" = ");
      if (what.rfind(kPrefix, 0) == 0 && equals != std::string::npos) {
        const auto name = what.substr(kPrefix.size(), equals - kPrefix.size());
        if (const auto* option = find_option(name)) {
          return usage(name + ": expected " + wanted(*option));
        }
      }
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
      const auto name = what.substr(0, what.find(':'));
      if (const auto* option = find_option(name);
          option != nullptr && what.find("missing") != std::string::npos) {
        return usage(name + ": expected " + wanted(*option) + " after it");
      }
      constexpr std::string_view kReceived = "At Most 1 required but received ";
      if (const auto place = what.find(kReceived); place != std::string::npos) {
        const auto times = what.substr(place + kReceived.size());
        return usage(name + ": given " + times + " times, expected once");
      }
    }
    if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
      const auto middle = what.find(" excludes ");
      if (middle != std::string::npos) {
        return usage(what.substr(0, middle) + " cannot be given together with " +
                     what.substr(middle + 10));
      }
    }
    return usage(one_line(what) +
                 (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr ? see_help() : ""));
  }

  Error unexpected_argument() {
    const auto left_over = app_.remaining(true);
    const std::string first = left_over.empty() ? "" : left_over.front();
    const auto& takers = program_.command_subcommands;
    const auto chosen = app_.get_subcommands();
    const bool takes_command =
        !chosen.empty() &&
        std::find(takers.begin(), takers.end(), chosen.front()->get_name()) != takers.end();
    if (takes_command && program_.command != nullptr && program_.command->empty() &&
        !looks_like_option(first)) {
      return usage("unexpected argument \"" + one_line(first) +
                   "\"; the command to run stands behind --, after the options: " + program_.name +
                   " " + chosen.front()->get_name() + " [options] -- " + one_line(first) + " …");
    }
    if (!looks_like_option(first)) {
      return usage(
          "an argument is left over that belongs to nothing (not shown, it may be a "
          "secret)" +
          see_help());
    }
    const auto typed = first.substr(0, first.find('='));
    std::string owners;
    auto names = own_option_names(parts_);
    for (const auto& sub : parts_.subcommands) {
      if (option_of(sub.parts(), typed) != nullptr) {
        owners.append(owners.empty() ? "" : ", ").append(sub.parts().name);
      }
      if (!sub.parts().app->parsed()) continue;
      for (auto& own : own_option_names(sub.parts())) names.push_back(std::move(own));
    }
    // An option that there is holds no secret in its name.
    if (!owners.empty()) {
      return usage("unknown option " + one_line(typed) + "; it belongs to " + owners + see_help());
    }
    const auto name = typed.substr(std::min<std::size_t>(2, typed.find_first_not_of('-')));
    if (const auto glued = name_in_front(name, option_names(parts_)); !glued.empty()) {
      return usage("unknown option that begins with --" + glued + "; is a blank or \"=\" missing?" +
                   see_help());
    }
    // Only what this command knows is suggested: another command's would be wrong again.
    return usage("unknown option" + named_if_near(name, names, "--") + see_help());
  }

  // What was typed is only shown where it is a known name mistyped; anything else may be a secret
  // that came to stand in a wrong place.
  static std::string named_if_near(const std::string& typed, const std::vector<std::string>& names,
                                   const std::string& prefix) {
    const auto nearest = nearest_name(typed, names);
    if (!nearest) return " (not shown, it may be a secret)";
    return " " + prefix + one_line(typed) + "; did you mean " + prefix + *nearest + "?";
  }

  // The longest of `names` that `typed` begins with and goes on behind.
  static std::string name_in_front(const std::string& typed,
                                   const std::vector<std::string>& names) {
    std::string longest;
    for (const auto& name : names) {
      if (name.size() > longest.size() && typed.starts_with(name)) longest = name;
    }
    return longest;
  }

  std::string see_help() const {
    const auto chosen = app_.get_subcommands();
    return " (see " + program_.name + (chosen.empty() ? "" : " " + chosen.front()->get_name()) +
           " --help)";
  }

  const OptionPart* find_option(const std::string& name) const {
    for (const auto& sub : parts_.subcommands) {
      if (!sub.parts().app->parsed()) continue;
      if (const auto* option = option_of(sub.parts(), name)) return option;
    }
    return option_of(parts_, name);
  }

  Command& command_;
  CommandParts& parts_;
  CLI::App& app_;
  const Program& program_;
  const Environment& environment_;
  std::string config_file_;
  bool is_version_asked_ = false;
  bool is_verbose_ = false;
  bool is_manual_asked_ = false;
  bool is_schema_asked_ = false;
  std::string shell_;
};

}  // namespace

std::string placed(const Command& command, const std::string& message) {
  const std::string name = message.substr(0, message.find(": "));
  const auto place_in = [&](const CommandParts& parts) {
    const OptionPart* option = name.starts_with("--") ? option_of(parts, name) : nullptr;
    return option == nullptr ? std::string() : option->place;
  };
  std::string place = place_in(command.parts());
  for (const Command& sub : command.parts().subcommands) {
    if (place.empty() && sub.parts().app->parsed()) place = place_in(sub.parts());
  }
  return place.empty() ? message : place + message.substr(name.size());
}

std::optional<ExitCode> parse(Command& command, int argument_count, const char* const* arguments,
                              const Program& program, const Surroundings& surroundings) {
  const Environment environment =
      surroundings.environment ? surroundings.environment : [](const std::string& variable) {
        return static_cast<const char*>(std::getenv(variable.c_str()));
      };
  const auto result =
      Parsing(command, program, environment)
          .run(Arguments(arguments + std::min(argument_count, 1), arguments + argument_count));
  if (!result) {
    std::ostream& err = surroundings.err != nullptr ? *surroundings.err : std::cerr;
    err << program.name << ": " << result.error().message << "\n" << std::flush;
    return result.error().exit_code;
  }
  if (!*result) {
    std::ostream& err = surroundings.err != nullptr ? *surroundings.err : std::cerr;
    const auto variables = surroundings.variables     ? surroundings.variables()
                           : surroundings.environment ? std::vector<std::string>()
                                                      : variables_of_process();
    for (const auto& line : unknown_variables(command, program.environment_names, variables)) {
      err << program.name << ": warning: " << line << "\n" << std::flush;
    }
  }
  if (*result) {
    std::ostream& out = surroundings.out != nullptr ? *surroundings.out : std::cout;
    if (out << **result << std::flush) return ExitCode::done;
    std::ostream& err = surroundings.err != nullptr ? *surroundings.err : std::cerr;
    err << program.name << ": standard output can't be written\n" << std::flush;
    return ExitCode::environment;
  }
  return std::nullopt;
}

}  // namespace everstrike::command_line
