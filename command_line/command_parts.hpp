// What a `Command` is made of, for those in this folder that parse it, fill it or describe it: what
// the program said, as plain data, and CLI11's own object, which only the three files that include
// its header can use.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/value_check.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace everstrike::command_line {

// An option, a flag or an operand.
struct OptionPart {
  CLI::Option* option = nullptr;   // its app's
  std::vector<std::string> names;  // with dashes, short ones first; none for an operand
  std::string operand;             // an operand's own name
  bool is_flag = false;
  std::string value_name;  // "FILE"; INT, UINT, FLOAT or TEXT where the program named none
  ValueCheck check;        // without words: everything of the type is right
  std::string about;
  std::string default_text;
  bool is_required = false;
  bool is_repeatable = false;
  bool is_hidden = false;
  std::vector<const OptionPart*> excluded;
  // Where its value came from, once parsed: "config.toml:3:1: seed", "EVERSTRIKE_SEED", or "", the
  // command line.
  mutable std::string place;
};

struct CommandParts {
  std::shared_ptr<CLI::App> app;
  std::string name;
  std::string about;
  std::string footer;
  std::deque<OptionPart> options;  // in the order of help; those of the program begin with --help
  std::vector<Command> subcommands;
};

// long_names gives those of `option` without dashes.
[[nodiscard]] std::vector<std::string> long_names(const OptionPart& option);

// display_name is what errors call it: "--seed", "-s" where there is no long name, or "FILE".
[[nodiscard]] std::string display_name(const OptionPart& option);

// option_of finds the option or operand that `name` ("--seed", "-s", "FILE") means, or gives null.
[[nodiscard]] const OptionPart* option_of(const CommandParts& command, std::string_view name);

// wanted describes what `option` takes, to follow "expected": "an integer", "FILE".
[[nodiscard]] std::string wanted(const OptionPart& option);

// own_option_names gives the long names of `command` alone, without dashes.
[[nodiscard]] std::vector<std::string> own_option_names(const CommandParts& command);

// option_names gives the long names of `program` and of all its subcommands, without dashes.
[[nodiscard]] std::vector<std::string> option_names(const CommandParts& program);

}  // namespace everstrike::command_line
