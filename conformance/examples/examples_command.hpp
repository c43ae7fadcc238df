// `everstrike-conformance examples PAGE…`: do the programs of a documentation page work as they
// stand? For the exchange's own page, and for the documentation of those who build on it.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "command_line/error.hpp"
#include "command_line/exit_code.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct ExamplesSettings {
  std::vector<std::string> pages;  // files
  std::string way = "auto";        // auto, namespace, env, or both
  std::string packages;
  std::string accounts_file;
  std::string mock;  // everstrike-mock; empty: the one beside this program, else in PATH
  std::string node = "node";
  std::string python = "python3";
  int timeout_ms = 30'000;
  std::vector<std::string> reports;
};

void add_examples_command(command_line::Command& app, ExamplesSettings& settings);

// run_examples runs every JavaScript and Python program of the pages and reports on it. Ends with
// 0 when all of them passed, 1 when one failed, 3 when one could not be run, 5 when there is none.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> run_examples(
    const ExamplesSettings& settings, int interrupt_fd);

}  // namespace everstrike::conformance
