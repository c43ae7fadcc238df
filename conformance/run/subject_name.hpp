// What a program under test is called, where nobody said so.
#pragma once

#include <string>
#include <vector>

namespace everstrike::conformance {

// Which word of a command names it. Nothing tells a program's file from its arguments for certain,
// so suites differ.
enum class NamedBy {
  last_file,  // "node tools/client.js --once" is about client.js; without a file, the program
  last_word,  // "everstrike sign" is about sign
};

// subject_name gives a file's name without its folders; empty for no command.
[[nodiscard]] std::string subject_name(const std::vector<std::string>& command, NamedBy rule);

}  // namespace everstrike::conformance
