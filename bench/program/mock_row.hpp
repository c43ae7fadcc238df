// The row that loads a mock: a server of this process, spoken to over loopback, with its journal
// on.
#pragma once

#include <cstdint>
#include <string>

#include "bench/program/row.hpp"
#include "signing/expected.hpp"

namespace everstrike::bench {

struct MockLoad {
  std::uint64_t orders = 5'000;  // each is cancelled once
  std::uint64_t connections = 8;
};

[[nodiscard]] Row mock_row(const MockLoad& load);

// cancels_per_second starts a mock with open orders, cancels each of them over kept connections and
// gives the accepted ones a second. The error says what kept it from that: no port, or an answer
// that was no 200.
[[nodiscard]] Expected<double, std::string> cancels_per_second(const MockLoad& load);

}  // namespace everstrike::bench
