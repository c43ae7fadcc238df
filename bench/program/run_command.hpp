// `everstrike-bench run`: times the rows, one after the other and that again for each repetition,
// so that what the machine does meanwhile meets all of them alike.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "bench/program/mock_row.hpp"
#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::bench {

struct RunSettings {
  bool quick = false;             // shorter, and rougher
  std::vector<std::string> only;  // rows by name or by what stands before a slash; empty: all
  std::optional<std::uint64_t> repetitions;
  std::optional<std::uint64_t> orders;
  std::uint64_t connections = 8;
  bool json = false;
};

// row_names gives what `only` may name, for completions.
[[nodiscard]] std::vector<std::string> row_names();

// run_rows writes the table or the JSON to `out`. Errors: a name that is no row's (usage), a row
// that signs wrongly (failed), a mock that can't be had (environment).
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> run_rows(
    const RunSettings& settings, std::ostream& out);

}  // namespace everstrike::bench
