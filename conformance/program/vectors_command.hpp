// `everstrike-conformance vectors`: from options to a run of vectors and its reports.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/program/suite_options.hpp"

namespace everstrike::conformance {

struct VectorsSettings {
  SuiteSettings suite;
  std::string ask = "sign";
  std::string dialect = "js";
  bool jsonl = false;
  int jobs = 4;
  int timeout_ms = 10'000;
  std::vector<std::string> command;  // what stands after "--"
};

void add_vectors_command(command_line::Command& app, VectorsSettings& settings);

[[nodiscard]] Ended run_vectors_command(const VectorsSettings& settings);

}  // namespace everstrike::conformance
