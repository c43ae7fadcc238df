// What has come of an account's fills: how much of each market it holds, and at which average price
// that was bought or sold. All other numbers of a position (margin, profit, mark price…) are those
// of an example, since nothing here moves a price or a balance (assumed).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

struct Position {
  std::string pair;
  double size = 0;        // below 0: sold more than bought
  double avg_entry = 0;   // of what it holds; what closes a part of it leaves it as it is
  std::int64_t time = 0;  // of the last fill, ms since 1970
};

// Not thread-safe: a part of its world.
class Positions {
 public:
  static constexpr std::size_t kCompletedMost = 1000;

  // apply is told of a fill of an order.
  void apply(const Order& order, const Trade& trade);
  // of gives the position of a market, one without size if there is none.
  [[nodiscard]] Position of(std::string_view pair) const;
  // open gives those with a size, by the names of their markets.
  [[nodiscard]] const std::map<std::string, Position, std::less<>>& open() const { return open_; }
  // completed gives those that have come back to 0, as they were when they were largest, with the
  // time at which they were closed, the earliest first; of very many the latest.
  [[nodiscard]] const std::deque<Position>& completed() const { return completed_; }

 private:
  void complete(std::map<std::string, Position, std::less<>>::iterator one, std::int64_t unix_ms);

  std::map<std::string, Position, std::less<>> open_;
  std::map<std::string, Position, std::less<>> largest_;  // of the open ones
  std::deque<Position> completed_;
};

// append_json writes the exchange's JSON object of a position.
// Source: the exchange's pages of GET /position and GET /active_positions.
void append_json(std::string& out, const Position& position);
// append_account_json writes it as GET /account has it, with `pair`, `cum_pnl` and
// `stats.notional_entry` besides, which the exchange's own bot reads there.
void append_account_json(std::string& out, const Position& position);

}  // namespace everstrike::mock_server
