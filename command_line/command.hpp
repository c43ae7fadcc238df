// A program's commands and options, each bound to a variable of the program's. This is all that a
// program sees of CLI11, whose header costs seconds in every file that includes it: those are this
// folder's alone. What a program says here is also kept as plain data (command_parts.hpp), from
// which the manual page, the completions and the errors take their words.
// `Command` and `Option` are handles: copies mean the same command, and an option's is for as long
// as its command's. The variables must outlive `parse`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "command_line/value_check.hpp"

namespace everstrike::command_line {

struct CommandParts;
struct OptionPart;

// What else there is to say of an option, a flag or an operand; each gives the option itself.
class Option {
 public:
  // value_name is what stands for the value in help: "FILE", or all that it may be: "js|python".
  Option& value_name(const std::string& name);

  // Whole numbers are decimal digits and nothing else.
  Option& whole_number();
  Option& within(Bounds bounds);
  Option& in_range(int least, int most);
  Option& in_range(double least, double most);
  Option& one_of(const std::vector<std::string>& words);
  Option& existing_folder();

  // required means: from some source, not only from the command line (an operand has no other).
  Option& required();
  // show_default has help name the variable's value as it is now, or `text`, where the variable has
  // none of its own (an optional).
  Option& show_default();
  Option& show_default(const std::string& text);
  // one_value_each leaves what follows a value of this list to others; for more it is named again.
  Option& one_value_each();
  // excludes works both ways.
  Option& excludes(const Option& other);
  // hidden keeps it out of help, manual page and completions.
  Option& hidden();

 private:
  friend class Command;
  explicit Option(OptionPart& part) : part_(&part) {}
  Option& check(ValueCheck check);

  OptionPart* part_;
};

class Command {
 public:
  // The program itself; its name comes with `parse`.
  explicit Command(const std::string& about = "");

  Command subcommand(const std::string& name, const std::string& about);
  // For a program that does nothing without a subcommand.
  void require_subcommand();
  // footer is what help says at the end.
  void footer(const std::string& text);

  // option adds an option ("--name", "-n,--name") or an operand ("NAME"). The variable keeps its
  // value where no source gives one; an optional stays empty then, and "" fills it.
  Option option(const std::string& names, std::string& variable, const std::string& about = "");
  Option option(const std::string& names, int& variable, const std::string& about = "");
  Option option(const std::string& names, std::uint64_t& variable, const std::string& about = "");
  Option option(const std::string& names, double& variable, const std::string& about = "");
  Option option(const std::string& names, std::vector<std::string>& variable,
                const std::string& about = "");
  Option option(const std::string& names, std::optional<std::string>& variable,
                const std::string& about = "");
  Option option(const std::string& names, std::optional<std::uint64_t>& variable,
                const std::string& about = "");
  // For what has to be turned into something else first; one_of says what may come.
  Option option(const std::string& names, std::function<void(const std::string&)> take,
                const std::string& about = "");
  // flag takes no value; "--a,!--not-a" gives it a name that means the opposite.
  Option flag(const std::string& names, bool& variable, const std::string& about = "");

  // has_chosen says, after `parse`, whether the subcommand of this name is to run.
  [[nodiscard]] bool has_chosen(const std::string& subcommand) const;

  // parts is for this folder.
  [[nodiscard]] CommandParts& parts() const { return *parts_; }

 private:
  explicit Command(std::shared_ptr<CommandParts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<CommandParts> parts_;
};

}  // namespace everstrike::command_line
