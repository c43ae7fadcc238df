#include "mock_server/exchange/position.hpp"

#include <algorithm>
#include <cmath>

#include "json/writer.hpp"
#include "mock_server/exchange/fill_order.hpp"
#include "mock_server/exchange/static_answer.hpp"

namespace everstrike::mock_server {
namespace {

bool is_long(const Position& position) { return position.size >= 0; }

double notional(const Position& position) { return std::abs(position.size) * position.avg_entry; }

// The members of the example, with what follows from the fills in place of its numbers.
void add_members(json::ObjectWriter& object, const json::Value& example, const Position& position,
                 bool for_account) {
  for (const auto& [name, place, value] : example.items) {
    if (name == "size") {
      json::append_number(object.text(name), position.size);
    } else if (name == "avg_entry") {
      json::append_number(object.text(name), position.avg_entry);
    } else if (name == "notional") {
      json::append_number(object.text(name), notional(position));
    } else if (name == "direction") {
      object.add(name, is_long(position) ? "BUY" : "SELL");
    } else if (name == "stats") {
      json::ObjectWriter stats(object.text(name));
      add_members(stats, value, position, for_account);
      if (for_account) json::append_number(stats.text("notional_entry"), notional(position));
    } else {
      object.text(name) += value.compact();
    }
  }
}

void append(std::string& out, const Position& position, bool for_account) {
  json::ObjectWriter object(out);
  if (for_account) {
    object.add("pair", position.pair);
    object.add("cum_pnl", 0);
  }
  add_members(object, static_answer_of(static_files::position).result(), position, for_account);
}

}  // namespace

void Positions::apply(const Order& order, const Trade& trade) {
  const std::string pair(order.pair.view());
  const bool buys = order.side == Side::buy;
  const auto [one, is_new] = open_.try_emplace(pair, Position{.pair = pair});
  Position& position = one->second;
  const double before = position.size;
  const double after = qty_sum(before, buys ? trade.qty : -trade.qty);
  const bool adds = is_new || (before > 0) == buys;
  const bool turns = !adds && after != 0 && (after > 0) == buys;
  position.time = trade.time;
  if (adds) {
    position.avg_entry =
        (std::abs(before) * position.avg_entry + trade.qty * trade.price) / std::abs(after);
  } else if (after == 0 || turns) {
    complete(one, trade.time);
    if (!turns) return;
    open_.emplace(
        pair, Position{.pair = pair, .size = after, .avg_entry = trade.price, .time = trade.time});
    largest_.insert_or_assign(pair, open_.find(pair)->second);
    return;
  }
  position.size = after;
  if (Position& largest = largest_[pair]; std::abs(after) >= std::abs(largest.size)) {
    largest = position;
  }
}

void Positions::complete(std::map<std::string, Position, std::less<>>::iterator one,
                         std::int64_t unix_ms) {
  const auto largest = largest_.find(one->first);
  completed_.push_back(std::move(largest->second));
  completed_.back().time = unix_ms;
  if (completed_.size() > kCompletedMost) completed_.pop_front();
  largest_.erase(largest);
  open_.erase(one);
}

Position Positions::of(std::string_view pair) const {
  const auto found = open_.find(pair);
  return found == open_.end() ? Position{.pair = std::string(pair)} : found->second;
}

void append_json(std::string& out, const Position& position) { append(out, position, false); }
void append_account_json(std::string& out, const Position& position) {
  append(out, position, true);
}

}  // namespace everstrike::mock_server
