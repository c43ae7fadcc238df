// A TOML configuration file as a flat list of settings, each with its place. This file knows TOML
// and nothing about options: parse.cpp decides which keys exist and what they may hold.
//   "$schema" = "…"           # for editors, and no setting
//   seed = 7                 # a setting of the program, or of the command that is run
//   [serve]
//   listen = "127.0.0.1:0"   # a setting of the command `serve` only
// Deeper tables, dates and arrays of anything but plain values are refused here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::command_line {

enum class SettingType { text, integer, number, truth };

struct Setting {
  std::string table;  // "" at the top of the file
  std::string key;
  std::string place;        // "config.toml:3:1"
  std::string table_place;  // of the line "[serve]"; empty at the top of the file
  bool is_list = false;
  SettingType type = SettingType::text;  // of each value; a list is of one type
  std::vector<std::string> values;       // exactly one unless is_list
};

// parse_config reads the text of `file`, which is named in errors only. Errors are one line,
// starting with file:line:column. Settings come in the order of table and key names.
[[nodiscard]] Expected<std::vector<Setting>, Error> parse_config(std::string_view text,
                                                                 const std::string& file);

}  // namespace everstrike::command_line
