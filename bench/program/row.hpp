// What one run of everstrike-bench tells: rows, each with a figure for every repetition.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::bench {

enum class Unit : std::uint8_t { nanoseconds, requests_per_second };
// Whose code a row times.
enum class Whose : std::uint8_t { floor, everstrike, openssl };

struct Row {
  std::string name;  // "sign/35"
  std::string what;  // one line, for a reader
  Whose whose = Whose::everstrike;
  Unit unit = Unit::nanoseconds;
  std::string compared_with = {};  // the name of another row; empty: none
  // Does the work so often and gives the processor time that it took, in nanoseconds; by how much
  // of the unit's things it came further is `per_call`.
  std::function<double(std::uint64_t calls)> work = {};
  std::uint64_t per_call = 1;
  std::vector<double> figures = {};  // one of each repetition, in the row's unit
};

[[nodiscard]] std::string_view word_of(Unit unit);    // "ns", "requests/s"
[[nodiscard]] std::string_view word_of(Whose whose);  // "floor", "everstrike", "OpenSSL"

// median_of and best_of look at the figures, of which there is at least one. The best is the
// least time, or the most requests.
[[nodiscard]] double median_of(const Row& row);
[[nodiscard]] double best_of(const Row& row);
// ratio_of compares medians; nothing where the other row is not among `rows`.
[[nodiscard]] std::optional<double> ratio_of(const Row& row, const std::vector<Row>& rows);

}  // namespace everstrike::bench
