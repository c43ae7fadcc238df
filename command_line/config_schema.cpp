#include "command_line/config_schema.hpp"

#include <algorithm>
#include <set>

#include "signing/text/json_string.hpp"

namespace everstrike::command_line {
namespace {

std::string json_text(std::string_view text) {
  std::string out;
  signing::append_json_string(out, text);
  return out;
}

// How options that are about the command line itself begin; none of them is a setting.
bool is_setting(const OptionOutline& option) {
  static const std::set<std::string> kOthers = {"--help", "--version", "--verbose", "--config"};
  return option.names.back().starts_with("--") && !kOthers.contains(option.names.back());
}

std::string long_name(const OptionOutline& option) { return option.names.back().substr(2); }

// A number stands in the file as a number; where the program has a name of its own for it, as text
// too.
std::string bounded(const Bounds& bounds, bool as_text_too) {
  std::string out = R"({ "type": "integer", "minimum": )" + std::to_string(bounds.least);
  if (bounds.most != Bounds().most) out += ", \"maximum\": " + std::to_string(bounds.most);
  out += " }";
  return as_text_too ? out + R"(, { "type": "string", "pattern": "^[0-9]+$" })" : out;
}

// The schemas of which one holds for a single value.
std::string alternatives(const ValueOutline& value) {
  const bool are_whole =
      !value.words.empty() &&
      std::ranges::none_of(value.words, [](const auto& word) { return word.ends_with('='); });
  if (are_whole) {
    std::string out;
    for (const std::string& word : value.words) out += (out.empty() ? "" : ", ") + json_text(word);
    return "{ \"enum\": [" + out + "] }";
  }
  if (value.bounds) return bounded(*value.bounds, value.name != "INT" && value.name != "UINT");
  if (value.name == "INT" || value.name == "UINT") {
    return value.name == "INT" ? R"({ "type": "integer" })"
                               : R"({ "type": "integer", "minimum": 0 })";
  }
  if (value.name == "FLOAT") return R"({ "type": "number" })";
  if (value.name == "TEXT") return R"({ "type": "string" })";
  return R"({ "type": "string" }, { "type": "integer" })";  // a form of the program's own
}

std::string option_schema(const OptionOutline& option) {
  std::string out = "{ \"description\": " + json_text(option.about) + ", ";
  if (!option.value) return out + R"("type": "boolean" })";
  const std::string one = alternatives(*option.value);
  out += "\"anyOf\": [" + one;
  if (option.is_repeatable) {
    out +=
        R"(, { "type": "array", "items": { "anyOf": [)" + one +
        R"(] }, "anyOf": [{ "items": { "type": "string" } }, { "items": { "type": "number" } }] })";
  }
  return out + "] }";
}

class Properties {
 public:
  explicit Properties(std::string indent) : indent_(std::move(indent)) {}

  // add leaves out a name that is there already.
  void add(const std::string& name, const std::string& schema) {
    if (!names_.insert(name).second) return;
    text_ += (text_.empty() ? "" : ",\n") + indent_ + json_text(name) + ": " + schema;
  }
  void add_options(const std::vector<OptionOutline>& options) {
    for (const OptionOutline& option : options) {
      if (is_setting(option)) add(long_name(option), option_schema(option));
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string indent_;
  std::set<std::string> names_;
  std::string text_;
};

}  // namespace

std::string config_schema(const Outline& outline) {
  Properties top("    ");
  top.add("$schema", R"({ "type": "string" })");
  top.add_options(outline.options);
  for (const CommandOutline& command : outline.commands) top.add_options(command.options);
  for (const CommandOutline& command : outline.commands) {
    Properties table("        ");
    table.add_options(command.options);
    std::string schema = "{\n      \"description\": " + json_text(command.about) +
                         ",\n      \"type\": \"object\",\n      \"additionalProperties\": false";
    if (!table.text().empty())
      schema += ",\n      \"properties\": {\n" + table.text() + "\n      }";
    top.add(command.name, schema + "\n    }");
  }
  return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " +
         json_text(outline.name + ": configuration") +
         ",\n  \"description\": \"A TOML file for --config: options by their long names, for all "
         "commands or in the table of one.\",\n  \"type\": \"object\",\n"
         "  \"additionalProperties\": false,\n  \"properties\": {\n" +
         top.text() + "\n  }\n}\n";
}

}  // namespace everstrike::command_line
