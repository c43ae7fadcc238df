#include "command_line/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "command_line/command_parts.hpp"

namespace everstrike::command_line {
namespace {

// CLI11's names for types, which help shows where the program named no value.
template <class Value>
constexpr const char* kTypeName = "TEXT";
template <>
constexpr const char* kTypeName<int> = "INT";
template <>
constexpr const char* kTypeName<std::uint64_t> = "UINT";
template <>
constexpr const char* kTypeName<double> = "FLOAT";

OptionPart& add_part(CommandParts& command, CLI::Option& option) {
  OptionPart part;
  part.option = &option;
  for (const auto& name : option.get_snames()) part.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) part.names.push_back("--" + name);
  if (part.names.empty()) part.operand = option.get_single_name();
  part.about = option.get_description();
  return command.options.emplace_back(std::move(part));
}

template <class Value>
OptionPart& add_bound(CommandParts& command, const std::string& names, Value& variable,
                      const std::string& about) {
  OptionPart& part = add_part(command, *command.app->add_option(names, variable, about));
  part.value_name = kTypeName<Value>;
  return part;
}

// CLI11 has optionals of its own, but takes "" for nothing there.
template <class Value>
OptionPart& add_taken(CommandParts& command, const std::string& names,
                      std::function<void(const Value&)> take, const std::string& about) {
  OptionPart& part =
      add_part(command, *command.app->add_option_function<Value>(names, std::move(take), about));
  part.value_name = kTypeName<Value>;
  return part;
}

}  // namespace

Option& Option::value_name(const std::string& name) {
  part_->option->type_name(name);
  part_->value_name = name;
  return *this;
}

Option& Option::whole_number() { return within({}); }

Option& Option::within(Bounds bounds) { return check(command_line::whole_number(bounds)); }

Option& Option::in_range(int least, int most) { return check(command_line::in_range(least, most)); }

Option& Option::in_range(double least, double most) {
  return check(command_line::in_range(least, most));
}

Option& Option::one_of(const std::vector<std::string>& words) {
  return check(command_line::one_of(words));
}

Option& Option::existing_folder() { return check(command_line::existing_folder()); }

Option& Option::check(ValueCheck check) {
  part_->option->check(check.complaint, check.expected);
  if (check.bounds) part_->option->transform(without_leading_zeros);
  part_->check = std::move(check);
  return *this;
}

Option& Option::required() {
  part_->option->required();
  part_->is_required = true;
  return *this;
}

Option& Option::show_default() {
  part_->option->capture_default_str();
  part_->default_text = part_->option->get_default_str();
  return *this;
}

Option& Option::show_default(const std::string& text) {
  part_->option->default_str(text);
  part_->default_text = text;
  return *this;
}

Option& Option::one_value_each() {
  part_->option->allow_extra_args(false);
  return *this;
}

Option& Option::excludes(const Option& other) {
  part_->option->excludes(other.part_->option);
  part_->excluded.push_back(other.part_);
  other.part_->excluded.push_back(part_);
  return *this;
}

Option& Option::hidden() {
  part_->option->group("");
  part_->is_hidden = true;
  return *this;
}

Command::Command(const std::string& about) : parts_(std::make_shared<CommandParts>()) {
  parts_->app = std::make_shared<CLI::App>(about);
  parts_->about = about;
  add_part(*parts_, *parts_->app->get_help_ptr()).is_flag = true;
}

Command Command::subcommand(const std::string& name, const std::string& about) {
  auto parts = std::make_shared<CommandParts>();
  auto* app = parts_->app->add_subcommand(name, about);
  // CLI11 keeps it; a handle shares in that.
  parts->app = std::shared_ptr<CLI::App>(parts_->app, app);
  parts->name = name;
  parts->about = about;
  parts_->subcommands.push_back(Command(parts));
  return parts_->subcommands.back();
}

void Command::require_subcommand() { parts_->app->require_subcommand(1); }

void Command::footer(const std::string& text) {
  parts_->app->footer(text);
  parts_->footer = text;
}

Option Command::option(const std::string& names, std::string& variable, const std::string& about) {
  return Option(add_bound(*parts_, names, variable, about));
}

Option Command::option(const std::string& names, int& variable, const std::string& about) {
  return Option(add_bound(*parts_, names, variable, about));
}

Option Command::option(const std::string& names, std::uint64_t& variable,
                       const std::string& about) {
  return Option(add_bound(*parts_, names, variable, about));
}

Option Command::option(const std::string& names, double& variable, const std::string& about) {
  return Option(add_bound(*parts_, names, variable, about));
}

Option Command::option(const std::string& names, std::vector<std::string>& variable,
                       const std::string& about) {
  OptionPart& part = add_bound(*parts_, names, variable, about);
  part.is_repeatable = true;
  return Option(part);
}

Option Command::option(const std::string& names, std::optional<std::string>& variable,
                       const std::string& about) {
  return Option(add_taken<std::string>(
      *parts_, names, [&variable](const std::string& text) { variable = text; }, about));
}

Option Command::option(const std::string& names, std::optional<std::uint64_t>& variable,
                       const std::string& about) {
  return Option(add_taken<std::uint64_t>(
      *parts_, names, [&variable](const std::uint64_t& number) { variable = number; }, about));
}

Option Command::option(const std::string& names, std::function<void(const std::string&)> take,
                       const std::string& about) {
  return Option(add_taken<std::string>(*parts_, names, std::move(take), about));
}

Option Command::flag(const std::string& names, bool& variable, const std::string& about) {
  OptionPart& part = add_part(*parts_, *parts_->app->add_flag(names, variable, about));
  part.is_flag = true;
  return Option(part);
}

bool Command::has_chosen(const std::string& subcommand) const {
  return std::ranges::any_of(parts_->subcommands, [&](const Command& one) {
    return one.parts_->name == subcommand && one.parts_->app->parsed();
  });
}

}  // namespace everstrike::command_line
