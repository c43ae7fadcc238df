#include "bench/program/run_command.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string_view>
#include <utility>

#include "bench/program/report.hpp"
#include "bench/program/signing_rows.hpp"
#include "command_line/nearest_name.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::bench {
namespace {

using command_line::Error;
using command_line::ExitCode;

// How much of a run is worth it.
struct Effort {
  std::uint64_t repetitions;
  double batch_ns;  // of a row's calls between two looks at the clock
  std::uint64_t orders;
};
constexpr Effort kFull = {15, 20e6, 5'000};
constexpr Effort kQuick = {3, 2e6, 1'000};

bool is_named(const Row& row, const std::vector<std::string>& names) {
  return names.empty() || std::ranges::any_of(names, [&](const std::string& name) {
           return row.name == name || row.name.starts_with(name + "/");
         });
}

// What names no row is an error, so that a run never tells less than was asked for.
Expected<void, Error> check_names(const std::vector<Row>& rows,
                                  const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::ranges::any_of(rows, [&](const Row& row) { return is_named(row, {name}); })) continue;
    std::string known;
    for (const Row& row : rows) known += (known.empty() ? "" : ", ") + row.name;
    return command_line::usage_error("--only: names no row; there are " + known +
                                     ", and what stands before a slash names all that begin so");
  }
  return {};
}

// So many calls that they take about `batch_ns`.
std::uint64_t calibrated(const Row& row, double batch_ns) {
  std::uint64_t calls = 1;
  for (;;) {
    const double took = row.work(calls);
    if (took >= batch_ns / 4) {
      return std::max<std::uint64_t>(
          1, static_cast<std::uint64_t>(std::ceil(static_cast<double>(calls) * batch_ns / took)));
    }
    calls *= 2;
  }
}

}  // namespace

std::vector<std::string> row_names() {
  std::vector<std::string> names = {mock_row({}).name};
  if (const auto rows = signing_rows()) {
    for (const Row& row : *rows) names.push_back(row.name);
  }
  return names;
}

Expected<ExitCode, Error> run_rows(const RunSettings& settings, std::ostream& out) {
  const Effort& effort = settings.quick ? kQuick : kFull;
  const MockLoad load = {settings.orders.value_or(effort.orders), settings.connections};
  auto made = signing_rows();
  if (!made) return Unexpected<Error>(Error{ExitCode::failed, made.error()});
  auto rows = std::move(*made);
  rows.push_back(mock_row(load));
  if (const auto checked = check_names(rows, settings.only); !checked) {
    return Unexpected<Error>(checked.error());
  }
  std::erase_if(rows, [&](const Row& row) { return !is_named(row, settings.only); });

  std::vector<std::uint64_t> calls;
  for (const Row& row : rows) calls.push_back(row.work ? calibrated(row, effort.batch_ns) : 0);
  for (auto left = settings.repetitions.value_or(effort.repetitions); left > 0; --left) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Row& row = rows[i];
      if (row.work) {
        row.figures.push_back(row.work(calls[i]) / static_cast<double>(calls[i] * row.per_call));
        continue;
      }
      const auto figure = cancels_per_second(load);
      if (!figure) return Unexpected<Error>(Error{ExitCode::environment, figure.error()});
      row.figures.push_back(*figure);
    }
  }
  out << (settings.json ? json_of(rows) : table_of(rows));
  return ExitCode::done;
}

}  // namespace everstrike::bench
