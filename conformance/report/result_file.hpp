// A run as JSON (fixtures/schemas/conformance_result_v1.schema.json), and back. Nothing is lost on
// the way: a text that is no UTF-8 stands as {"hex": "…"} in place of the string. What comes back
// equals what was written, `counts_against` and `summary` being derived.
#pragma once

#include <string>

#include "command_line/error.hpp"
#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// json_report gives the whole file, ended by a newline.
[[nodiscard]] std::string json_report(const RunResult& run);

// read_result reads the text of `file`, which is named in errors only. Unknown members are errors:
// a newer program's file should be shown by that program.
[[nodiscard]] Expected<RunResult, command_line::Error> read_result(std::string text,
                                                                   const std::string& file);

// read_result_file reads a file; "-" is standard input.
[[nodiscard]] Expected<RunResult, command_line::Error> read_result_file(const std::string& file);

}  // namespace everstrike::conformance
