// What a program sent, read back from the journal file of the mock that it was run against.
#pragma once

#include <string>
#include <vector>

#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct Arrived {
  JournalExtract extract;
  std::string method;
  std::string path;
  std::string body;
  std::string detail;  // why the mock refused it
  std::string fix;     // of a proven mistake
};

// read_arrivals reads a journal file (NDJSON, docs/journal-format.md). The error is that there is
// none, or a line that is no entry.
[[nodiscard]] Expected<std::vector<Arrived>, std::string> read_arrivals(const std::string& file);

}  // namespace everstrike::conformance
