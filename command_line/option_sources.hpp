// Fills the options that were not given as flags from the environment and from a configuration
// file, in that order of precedence: flag > environment > file > default. CLI11 has both sources
// built in but lets the file win over the environment, so ours come after its own pass: each
// option without a result gets one from the next source, and is converted and checked by CLI11
// exactly as a flag's value would be.
// Options that exclude each other keep the precedence too: a source that ranks lower is silent
// where a higher one gave the other option; within one source it is an error.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/config_file.hpp"
#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::command_line {

// Gives a variable's value, or null when it is not set; std::getenv has this shape.
using Environment = std::function<const char*(const std::string& variable)>;

// A further variable for an option, asked before its general one (EVERSTRIKE_<LONG_OPTION>).
struct EnvironmentName {
  std::string option;    // "--ca"
  std::string variable;  // "EVERSTRIKE_CA_FILE"
  bool empty_counts =
      false;  // whether a set but empty variable is a value (an empty secret is one)
};

// variables_of gives the general variables of all options of `command` and of its subcommands: what
// is this program's own, and no other's to know.
[[nodiscard]] std::vector<std::string> variables_of(const Command& command);
// The same of one subcommand alone.
[[nodiscard]] std::vector<std::string> variables_of(const Command& command,
                                                    const std::string& subcommand);

// unknown_variables gives a sentence for each EVERSTRIKE_* among `present` (names, without values)
// that neither this program nor a sibling reads: most likely it is misspelt and sets nothing.
[[nodiscard]] std::vector<std::string> unknown_variables(const Command& command,
                                                         const std::vector<EnvironmentName>& names,
                                                         const std::vector<std::string>& present);

class OptionSources {
 public:
  // Takes `program` as it is before parsing: to CLI11 required options are made optional, since
  // another source may give them; check_required does the asking.
  explicit OptionSources(CommandParts& program);

  // undo_required marks the required options as such again, for the help text.
  void undo_required();

  // The following three come after CLI11's pass, in this order. Errors name the variable, or
  // file:line:column and key, and what was expected; never a value from the environment.
  [[nodiscard]] Expected<void, Error> add_environment(const Environment& environment,
                                                      const std::vector<EnvironmentName>& names);
  [[nodiscard]] Expected<void, Error> add_settings(std::vector<Setting> settings);
  [[nodiscard]] Expected<void, Error> check_required() const;

 private:
  enum class Rank { flag, environment, file };

  void set_required(bool is_required);
  [[nodiscard]] Expected<void, Error> add_setting(const Setting& setting);
  [[nodiscard]] Expected<void, Error> fill(const OptionPart& option,
                                           const std::vector<std::string>& values,
                                           const std::string& place, Rank rank);

  CommandParts& program_;
  std::map<const OptionPart*, Rank> given_by_;  // options without an entry: flags
};

}  // namespace everstrike::command_line
