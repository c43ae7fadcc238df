// A command line as plain data, read from a program's own definitions. Manual pages and completions
// are written from it, so they can't say anything else than the program does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/manual.hpp"

namespace everstrike::command_line {

// What an option or operand takes.
struct ValueOutline {
  std::string name;                // "FILE", "js|python"
  std::vector<std::string> words;  // all that it may be, or how it may begin ("junit=")
  ValueKind kind = ValueKind::text;
  std::string limits;                 // "1 - 256", or nothing
  std::optional<Bounds> bounds = {};  // of a whole number
};

struct OptionOutline {
  std::vector<std::string> names;     // with dashes, short ones first
  std::optional<ValueOutline> value;  // nothing: a flag
  std::string about;
  std::string default_text;
  bool is_required = false;
  bool is_repeatable = false;
};

struct OperandOutline {
  ValueOutline value;
  std::string about;
  bool is_required = false;
  bool is_repeatable = false;
};

struct CommandOutline {
  std::string name;
  std::string about;
  std::string footer;
  std::vector<OptionOutline> options;
  std::vector<OperandOutline> operands;
  bool runs_program = false;  // takes another program's command line after "--"
};

struct Outline {
  std::string name;
  std::string about;
  std::string footer;
  std::string default_command;         // "" if there is none
  std::vector<OptionOutline> options;  // before or after any command
  std::vector<CommandOutline> commands;
};

// How the walker is told what the definitions don't say.
struct OutlineHints {
  std::string default_command;
  std::vector<std::string> commands_that_run_programs;
  std::vector<ValueHint> values;
};

// outline_of leaves out hidden options.
[[nodiscard]] Outline outline_of(const Command& program, const OutlineHints& hints);

}  // namespace everstrike::command_line
