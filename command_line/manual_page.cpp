#include "command_line/manual_page.hpp"

#include <algorithm>
#include <sstream>

#include "command_line/embedded.hpp"
#include "command_line/roff.hpp"
#include "command_line/version.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::command_line {
namespace {

// A command that takes this many options in the words of an earlier one refers to it.
constexpr std::size_t kSharedMin = 12;

std::string sentence(const std::string& text) {
  if (text.empty()) return text;
  return text.ends_with('.') ? text : text + ".";
}

std::string head_of(const OptionOutline& option) {
  std::string head;
  for (const auto& name : option.names) head += (head.empty() ? "" : ", ") + bold(name);
  if (option.value) head += " " + italic(option.value->name);
  return head;
}

std::string body_of(const OptionOutline& option) {
  std::string body = sentence(option.about);
  if (option.value && !option.value->limits.empty()) {
    body += " In the range " + option.value->limits + ".";
  }
  if (!option.default_text.empty()) body += " Default: `" + option.default_text + "`.";
  if (option.is_required) body += " Required.";
  if (option.is_repeatable) body += " May be repeated.";
  return body;
}

std::string operands_of(const CommandOutline& command) {
  std::string text;
  for (const auto& operand : command.operands) {
    auto name = italic(operand.value.name);
    if (operand.is_repeatable) name += " ...";
    text += operand.is_required ? " " + name : " [" + name + "]";
  }
  if (command.runs_program) text += " " + bold("--") + " " + italic("CMD") + " ...";
  return text;
}

void write_synopsis(Roff& page, const Outline& outline) {
  page.section("SYNOPSIS");
  bool is_first = true;
  for (const auto& command : outline.commands) {
    const bool is_default = command.name == outline.default_command;
    if (!is_first) page.request(".br");
    is_first = false;
    page.request(bold(outline.name) + " " + (is_default ? "[" : "") + bold(command.name) +
                 (is_default ? "]" : "") + (command.options.empty() ? "" : " [option ...]") +
                 operands_of(command));
  }
  if (outline.commands.empty()) page.request(bold(outline.name) + " [option ...]");
}

bool are_same(const OptionOutline& a, const OptionOutline& b) {
  return a.names == b.names && a.about == b.about && a.default_text == b.default_text;
}

// Those of `command` that `earlier` has too.
std::vector<OptionOutline> shared_options(const CommandOutline& command,
                                          const CommandOutline& earlier) {
  std::vector<OptionOutline> shared;
  for (const auto& option : command.options) {
    if (std::ranges::any_of(earlier.options,
                            [&](const auto& other) { return are_same(option, other); })) {
      shared.push_back(option);
    }
  }
  return shared;
}

void write_options(Roff& page, const std::vector<OptionOutline>& options) {
  for (const auto& option : options) page.term(head_of(option), body_of(option));
}

void write_command(Roff& page, const Outline& outline, std::size_t place) {
  const auto& command = outline.commands[place];
  page.request(".SS \"" + escaped(outline.name + " " + command.name) + operands_of(command) + "\"");
  page.paragraph(sentence(command.about));
  for (const auto& operand : command.operands) {
    if (!operand.about.empty()) page.term(italic(operand.value.name), sentence(operand.about));
  }
  auto options = command.options;
  for (std::size_t earlier = 0; earlier < place; ++earlier) {
    const auto shared = shared_options(command, outline.commands[earlier]);
    if (shared.size() < kSharedMin) continue;
    std::erase_if(options, [&](const auto& option) {
      return std::ranges::any_of(shared,
                                 [&](const auto& other) { return are_same(option, other); });
    });
    std::string names;
    for (const auto& option : shared)
      names += (names.empty() ? "`" : ", `") + option.names.back() + "`";
    page.paragraph("Takes these options of `" + outline.commands[earlier].name + "`: " + names +
                   ".");
    break;
  }
  write_options(page, options);
  if (!command.footer.empty()) page.paragraph(command.footer);
}

void write_entries(Roff& page, const std::vector<ManualEntry>& entries) {
  for (const auto& [name, text] : entries) page.term(bold(name), text);
}

void write_environment(Roff& page, const std::vector<OptionVariable>& variables,
                       const std::vector<ManualEntry>& more) {
  page.section("ENVIRONMENT");
  page.paragraph(
      "Every long option can also be given as `EVERSTRIKE_` and its name in capitals, with "
      "underscores for dashes (`EVERSTRIKE_TIMEOUT_MS` for `--timeout-ms`), or by its name in the "
      "`--config` file. The command line counts before the environment, the environment before "
      "the file.");
  for (const auto& [option, variable] : variables) {
    page.term(bold(variable), "Stands for `" + option + "`.");
  }
  write_entries(page, more);
}

void write_see_also(Roff& page, const std::vector<std::string>& pages) {
  if (pages.empty()) return;
  page.section("SEE ALSO");
  std::string line;
  for (const auto& name : pages) {
    const auto open = name.find('(');
    line += (line.empty() ? "" : ", ") + bold(name.substr(0, open)) + escaped(name.substr(open));
  }
  page.request(line);
}

}  // namespace

std::vector<ManualEntry> exit_codes() {
  std::vector<ManualEntry> codes;
  std::istringstream lines{std::string(embedded::exit_codes)};
  for (std::string line; std::getline(lines, line);) {
    // "| 0 | done, confirmed, all passed |"
    const auto middle = line.find(" | ");
    if (!line.starts_with("| ") || !line.ends_with(" |") || middle + 3 > line.size() - 2) continue;
    const auto number = line.substr(2, middle - 2);
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    codes.push_back({number, line.substr(middle + 3, line.size() - middle - 5)});
  }
  return codes;
}

std::string manual_page(const Outline& outline, const Manual& manual,
                        const std::vector<OptionVariable>& variables) {
  Roff page;
  page.request(".TH " + escaped(signing::upper_ascii(outline.name)) + " 1 " + project_date() +
               " \"" + escaped("everstrike-mock " + project_version()) + "\" \"User Commands\"");
  // Words stay whole, and lines as they are: most of this is typed somewhere.
  page.request(".nh");
  page.request(".ad l");
  page.section("NAME");
  page.request(escaped(outline.name) + " \\- " + escaped(outline.about));
  write_synopsis(page, outline);
  page.section("DESCRIPTION");
  for (const auto& paragraph : manual.description) page.paragraph(paragraph);
  page.section("OPTIONS");
  page.paragraph("Before or after any command:");
  write_options(page, outline.options);
  page.section("COMMANDS");
  for (std::size_t i = 0; i < outline.commands.size(); ++i) write_command(page, outline, i);
  page.section("\"EXIT STATUS\"");
  for (const auto& [number, meaning] : exit_codes()) page.term(bold(number), sentence(meaning));
  write_environment(page, variables, manual.environment);
  if (!manual.files.empty()) {
    page.section("FILES");
    write_entries(page, manual.files);
  }
  if (!manual.examples.empty()) {
    page.section("EXAMPLES");
    for (const auto& [command, text] : manual.examples) {
      page.paragraph(text);
      page.typed(command);
    }
  }
  write_see_also(page, manual.see_also);
  return page.page();
}

}  // namespace everstrike::command_line
