// A run as a table for a terminal and as JSON (bench_v1, fixtures/schemas), both with the facts
// that figures are worth nothing without: the processor's features (never its name: they are what
// decides), the back end, OpenSSL, the compiler.
#pragma once

#include <string>
#include <vector>

#include "bench/program/row.hpp"

namespace everstrike::bench {

[[nodiscard]] std::string table_of(const std::vector<Row>& rows);
[[nodiscard]] std::string json_of(const std::vector<Row>& rows);

}  // namespace everstrike::bench
