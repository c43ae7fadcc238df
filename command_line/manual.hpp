// What a program says about itself beyond its commands and options: the prose of its manual page,
// and what stands for the names of values ("CASE") when a shell completes one.
#pragma once

#include <string>
#include <vector>

namespace everstrike::command_line {

// A name and what it means: a variable, a file, or a command as an example.
struct ManualEntry {
  std::string name;
  std::string text;
};

// Texts are sentences; what stands between backticks is shown as typed.
struct Manual {
  std::vector<std::string> description;  // paragraphs
  std::vector<ManualEntry> environment;  // beyond those that stand for options
  std::vector<ManualEntry> files;
  std::vector<ManualEntry> examples;
  std::vector<std::string> see_also;  // "everstrike-mock(1)"
};

enum class ValueKind { text, file, folder, program };

// Words that may stand for a value; one that ends with "=" wants the rest typed after it. What an
// option's value name says by itself ("FILE", "DIR", "PROGRAM", "js|python") needs no hint.
struct ValueHint {
  std::string command;  // "" for every command
  std::string value;    // "CASE"
  std::vector<std::string> words;
  ValueKind kind = ValueKind::text;
};

}  // namespace everstrike::command_line
