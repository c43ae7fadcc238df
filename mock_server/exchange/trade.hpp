// One part of an order that was filled, as the order's `fills` and GET /fills tell it.
// Source: the exchange's page of GET /fills has the members; that an order's `fills` holds the same
// objects is assumed (its own bot averages their `price`).
#pragma once

#include <cstdint>
#include <string>

namespace everstrike::mock_server {

struct Order;

struct Trade {
  std::string id = {};  // made by the world from `time` when it is empty
  double price = 0;
  double qty = 0;
  std::int64_t time = 0;  // ms since 1970
};

// append_json writes a trade of `order` as the exchange's JSON object. Commissions are 0, and a
// resting order is the maker (assumed: no fee is documented).
void append_json(std::string& out, const Trade& trade, const Order& order);

}  // namespace everstrike::mock_server
