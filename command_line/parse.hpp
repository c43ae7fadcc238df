// The command line of all programs. A program describes its options and subcommands to a
// `Command`, bound to its options struct, and hands it to `parse`, which adds what every program
// has: --help, --version, --config FILE, the environment EVERSTRIKE_<LONG_OPTION>, the precedence
// flag > environment > file > default, errors as one line, the exit codes, and, where there are
// subcommands, `completion SHELL` a hidden --help-man that prints the manual page, and
// a hidden --help-config that prints the JSON Schema of the configuration.
// Surprises: operands come from the command line only, and there is one level of subcommands. Which
// of them is to run says has_chosen() after `parse`.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/exit_code.hpp"
#include "command_line/manual.hpp"
#include "command_line/option_sources.hpp"

namespace everstrike::command_line {

// A program's side of the command line.
struct Program {
  std::string name;  // "everstrike-mock": in front of errors and of the version
  // The subcommand that is meant when none is named ("everstrike-mock --seed 7"); "" for none.
  std::string default_subcommand;
  // Variables beyond the general EVERSTRIKE_<LONG_OPTION>.
  std::vector<EnvironmentName> environment_names;
  // Further lines of --version, and those that `--version --verbose` adds; may be empty.
  std::function<std::vector<std::string>()> version_lines;
  std::function<std::vector<std::string>()> verbose_version_lines;
  // For subcommands that run another program: everything after the first "--" goes to `command`,
  // untouched by the parser (which would take "[a]" apart), when one of these subcommands is run.
  std::vector<std::string> command_subcommands;
  std::vector<std::string>* command = nullptr;
  // Asked only for a manual page or a completion script.
  std::function<Manual()> manual;
  std::function<std::vector<ValueHint>()> value_hints;
};

// Where the command line meets the process; tests bring their own.
struct Surroundings {
  Environment environment;  // empty: std::getenv
  // The names of all variables, to warn about misspelt ones; empty: the process's own where
  // `environment` is empty too, else none.
  std::function<std::vector<std::string>()> variables = {};
  std::ostream* out = nullptr;  // --help, --version, completion; null: std::cout
  std::ostream* err = nullptr;  // the error line; null: std::cerr
};

// parse fills the variables that `command`'s options are bound to and gives nothing, or, when the
// program has nothing left to do, the code it is to end with: `done` after --help, --version or
// completion, `usage` for a wrong option, variable or configuration content, `environment` for a
// configuration file that can't be read. It has then written everything there is to say.
[[nodiscard]] std::optional<ExitCode> parse(Command& command, int argument_count,
                                            const char* const* arguments, const Program& program,
                                            const Surroundings& surroundings = {});

// placed gives `message`, an error about a value that parse could not know to be wrong, with the
// variable or the file's line instead of the "--option: " that it begins with, where the value came
// from there.
[[nodiscard]] std::string placed(const Command& command, const std::string& message);

}  // namespace everstrike::command_line
