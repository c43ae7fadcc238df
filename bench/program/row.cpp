#include "bench/program/row.hpp"

#include <algorithm>
#include <cstddef>

namespace everstrike::bench {

std::string_view word_of(Unit unit) { return unit == Unit::nanoseconds ? "ns" : "requests/s"; }

std::string_view word_of(Whose whose) {
  switch (whose) {
    case Whose::floor:
      return "floor";
    case Whose::openssl:
      return "OpenSSL";
    case Whose::everstrike:
      break;
  }
  return "everstrike";
}

double median_of(const Row& row) {
  auto sorted = row.figures;
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double best_of(const Row& row) {
  return row.unit == Unit::nanoseconds ? std::ranges::min(row.figures)
                                       : std::ranges::max(row.figures);
}

std::optional<double> ratio_of(const Row& row, const std::vector<Row>& rows) {
  const auto other = std::ranges::find(rows, row.compared_with, &Row::name);
  if (row.compared_with.empty() || other == rows.end()) return std::nullopt;
  return median_of(row) / median_of(*other);
}

}  // namespace everstrike::bench
