#include "command_line/config_file.hpp"

#include <toml++/toml.h>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "command_line/one_line.hpp"
#include "command_line/usage_error.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::command_line {
namespace {

std::string place_of(const std::string& file, const toml::source_region& source) {
  return one_line(file) + ":" + std::to_string(source.begin.line) + ":" +
         std::to_string(source.begin.column);
}

std::string shortest(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

std::optional<std::pair<SettingType, std::string>> plain_value(const toml::node& node) {
  if (const auto* text = node.as_string()) return std::pair(SettingType::text, text->get());
  if (const auto* integer = node.as_integer()) {
    return std::pair(SettingType::integer, std::to_string(integer->get()));
  }
  if (const auto* number = node.as_floating_point()) {
    return std::pair(SettingType::number, shortest(number->get()));
  }
  if (const auto* truth = node.as_boolean()) {
    return std::pair(SettingType::truth, std::string(truth->get() ? "true" : "false"));
  }
  return std::nullopt;
}

struct Line {
  std::string_view key;
  std::string_view value;
};

// A line `key = value` of the text. nullopt: that line is another.
std::optional<Line> setting_in(std::string_view text, std::size_t line) {
  for (std::size_t n = 1; n < line; ++n) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  text = signing::trimmed_back(text.substr(0, text.find('\n')), "\r");
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const auto key = signing::trim_blanks(text.substr(0, equals));
  const bool is_bare_key =
      !key.empty() && key.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789_-") == std::string_view::npos;
  if (!is_bare_key) return std::nullopt;
  return Line{key, signing::trim_blanks(text.substr(equals + 1))};
}

bool is_good_value(std::string_view value) {
  try {
    (void)toml::parse("key = " + std::string(value));
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
}

// What is wrong with the value, where TOML's own errors don't say it in the words of a user: text
// that nobody put into quotes, and a number that a seed may well have. "": something else.
std::string complaint_about(const Line& line) {
  constexpr std::string_view kTextBegins =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.~_*-";
  const std::string_view number = line.value.substr(0, line.value.find_first_of(" \t#"));
  if (number.find_first_not_of("0123456789_") == std::string_view::npos) {
    const bool is_too_large = number.size() > 1 && number.front() != '0' && !is_good_value(number);
    return is_too_large ? "TOML's numbers end at 9223372036854775807; give a larger one on the "
                          "command line or in the environment"
                        : "";
  }
  const bool begins_like_text = kTextBegins.find(line.value.front()) != std::string_view::npos;
  if (!begins_like_text || is_good_value(line.value)) return "";
  return "expected a value; text stands in quotes: " + one_line(line.key) + " = \"…\"";
}

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Expected<std::vector<Setting>, Error> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      if (const auto* table = node.as_table()) {
        for (const auto& [inner_key, inner_node] : *table) {
          if (auto done = add(std::string(key.str()), inner_key, inner_node); !done) {
            return Unexpected<Error>(done.error());
          }
          settings_.back().table_place = place_of(file_, key.source());
        }
        if (table->empty()) settings_.push_back(empty_table(key));
      } else if (auto done = add("", key, node); !done) {
        return Unexpected<Error>(done.error());
      }
    }
    return std::move(settings_);
  }

 private:
  // An empty table still has a name that may be wrong: a setting without key stands for it.
  [[nodiscard]] Setting empty_table(const toml::key& key) const {
    Setting setting;
    setting.table = std::string(key.str());
    setting.place = setting.table_place = place_of(file_, key.source());
    return setting;
  }

  // No other source can hold one, and a file's name would end there.
  static bool has_nul(const std::pair<SettingType, std::string>& value) {
    return value.second.find('\0') != std::string::npos;
  }
  static Unexpected<Error> without_nul(const std::string& place, const std::string& name) {
    return usage_error(place, name + ": expected text without the character NUL");
  }

  Expected<void, Error> add(const std::string& table, const toml::key& key,
                            const toml::node& node) {
    Setting setting;
    setting.table = table;
    setting.key = std::string(key.str());
    setting.place = place_of(file_, key.source());
    const std::string name = one_line(setting.key);
    if (const auto* list = node.as_array()) {
      setting.is_list = true;
      for (const auto& item : *list) {
        auto value = plain_value(item);
        if (value && has_nul(*value)) return without_nul(place_of(file_, item.source()), name);
        if (!value || (!setting.values.empty() && value->first != setting.type)) {
          return usage_error(place_of(file_, item.source()),
                             name + ": expected texts, or numbers, all of one type");
        }
        setting.type = value->first;
        setting.values.push_back(std::move(value->second));
      }
    } else if (auto value = plain_value(node)) {
      if (has_nul(*value)) return without_nul(setting.place, name);
      setting.type = value->first;
      setting.values.push_back(std::move(value->second));
    } else {
      return usage_error(setting.place,
                         name + ": expected text, a number, true or false, or a list");
    }
    settings_.push_back(std::move(setting));
    return {};
  }

  std::string file_;
  std::vector<Setting> settings_;
};

}  // namespace

Expected<std::vector<Setting>, Error> parse_config(std::string_view text, const std::string& file) {
  try {
    return Reader(file).read(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    const auto line = setting_in(text, error.source().begin.line);
    const std::string place = place_of(file, error.source());
    if (!line) return usage_error(place, one_line(error.description()));
    const std::string key = one_line(line->key);
    const std::string complaint = line->value.empty() ? "" : complaint_about(*line);
    if (complaint.empty()) return usage_error(place, key + ": " + one_line(error.description()));
    return usage_error(
        one_line(file) + ":" + std::to_string(error.source().begin.line) + ": " + key, complaint);
  }
}

}  // namespace everstrike::command_line
