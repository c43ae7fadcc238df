// `everstrike-conformance vectors`: from options to a run of vectors and its reports.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.hpp"
#include "conformance/program/client_command.hpp"

namespace everstrike::conformance {

struct VectorsSettings {
  SelectionSettings selection;
  std::string ask = "sign";
  std::string dialect = "js";
  bool jsonl = false;
  int jobs = 4;
  int timeout_ms = 10'000;
  std::string known_failing_file;
  std::string name;
  std::vector<std::string> reports;
  std::vector<std::string> command;  // what stands after "--"
};

void add_vectors_command(command_line::Command& app, VectorsSettings& settings);

[[nodiscard]] Ended run_vectors_command(const VectorsSettings& settings);

}  // namespace everstrike::conformance
