#include "mock_server/exchange/list_range.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "mock_server/exchange/field_reader.hpp"

namespace everstrike::mock_server {
namespace {

const Order& pointed(const Order* order) { return *order; }
const Order& pointed(const Order& order) { return order; }

// Makes room for a list of so many elements, the first of which stands in it: one that grows by
// doubling is twice in memory for a while.
void reserve_like_first(std::string& list, std::size_t first_bytes, std::size_t count) {
  constexpr std::size_t kAround = 64;
  list.reserve(list.size() + first_bytes * count + first_bytes * count / 32 + kAround);
}

template <class Elements, class Append>
std::string list_text(std::string text, const Elements& elements, Append append) {
  text += '[';
  std::size_t n = 0;
  for (const auto& element : elements) {
    if (n > 0) text += ',';
    const std::size_t before = text.size();
    append(text, element);
    if (n++ == 0) reserve_like_first(text, text.size() - before, elements.size());
  }
  text += ']';
  return text;
}

std::size_t bytes_like(const std::string& first, std::size_t count) {
  return count * (first.size() + first.size() / 16);
}

template <class Orders>
std::string orders_text(const Orders& orders, std::string before, const std::string& after) {
  std::string text = list_text(std::move(before), orders, [](std::string& out, const auto& order) {
    append_json(out, pointed(order));
  });
  text += after;
  return text;
}

}  // namespace

Expected<std::vector<Listed>, Outcome> choose_listed(const Call& call, std::vector<Listed> all) {
  constexpr std::size_t kLimitDefault = 100;
  FieldReader reader(named_values(call.fields));
  const auto pair = reader.text("pair");
  const auto start = reader.number("start");
  const auto end = reader.number("end");
  const std::size_t limit = reader.limit(kLimitDefault);
  if (reader.refusal()) return Unexpected<Outcome>(*reader.refusal());

  std::erase_if(all, [&](const Listed& one) {
    const auto time = static_cast<double>(one.time);
    return (pair && one.pair != *pair) || (start && time < *start) || (end && time > *end);
  });
  // Of the same millisecond, the one that came later stands first.
  std::ranges::reverse(all);
  std::ranges::stable_sort(all, std::ranges::greater(), &Listed::time);
  if (all.size() > limit) all.resize(limit);
  return all;
}

void tell_orders(const std::vector<const Order*>& orders, Outcome& outcome, std::string before,
                 std::string after) {
  if (orders.size() <= kListedAtOnce) {
    outcome.result_json = orders_text(orders, std::move(before), after);
    return;
  }
  auto copies = std::make_shared<std::vector<Order>>();
  copies->reserve(orders.size());
  for (const Order* order : orders) copies->push_back(*order);
  std::string first;
  append_json(first, copies->front());
  outcome.result_bytes = bytes_like(first, orders.size());
  outcome.result_later = [copies, before = std::move(before), after = std::move(after)] {
    return orders_text(*copies, before, after);
  };
}

void tell_fills(const std::vector<ToldFill>& fills, Outcome& outcome) {
  if (fills.size() <= kListedAtOnce) {
    outcome.result_json = list_text("", fills, [](std::string& out, const ToldFill& fill) {
      append_json(out, *fill.trade, *fill.order);
    });
    return;
  }
  struct KeptFill {
    Trade trade;
    std::size_t order;
  };
  struct Copies {
    std::vector<Order> orders;  // what a fill tells of its order
    std::vector<KeptFill> fills;
  };
  auto copies = std::make_shared<Copies>();
  copies->fills.reserve(fills.size());
  const Order* latest = nullptr;
  for (const ToldFill& fill : fills) {
    if (const Order& of = *fill.order; &of != std::exchange(latest, &of)) {
      copies->orders.push_back({.id = {}, .pair = of.pair, .side = of.side, .type = of.type});
    }
    copies->fills.push_back({*fill.trade, copies->orders.size() - 1});
  }
  std::string first;
  append_json(first, *fills.front().trade, *fills.front().order);
  outcome.result_bytes = bytes_like(first, fills.size());
  outcome.result_later = [copies] {
    return list_text("", copies->fills, [&](std::string& out, const KeptFill& fill) {
      append_json(out, fill.trade, copies->orders[fill.order]);
    });
  };
}

}  // namespace everstrike::mock_server
