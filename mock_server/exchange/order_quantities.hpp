// The quantities of an order in an accounts file: qty_orig, qty_filled, qty_remaining, fills and
// status hang together, so what is left out follows from what is given, and what contradicts it is
// an error with its place. `qty_filled` alone is enough:
//   {"id": "a", "qty_orig": 2, "qty_filled": 0.5}    1.5 remain, one fill of 0.5, ACTIVE
//   {"id": "b", "status": "COMPLETED"}               all of it is filled
// `fills` is for those who need several: [{"qty", "price"?, "time"?, "id"?}, …].
#pragma once

#include <optional>

#include "json/reader.hpp"
#include "mock_server/exchange/order.hpp"

namespace everstrike::mock_server {

// read_quantities fills these members of `order`, whose price and time are there already; errors
// are noted in `reader`. `status` is what the file says of it.
void read_quantities(const json::Document& document, json::ObjectReader& reader,
                     std::optional<OrderStatus> status, Order& order);

// set_filled makes an order of which so much is filled, in one fill at its price and time.
void set_filled(Order& order, double qty_filled);

}  // namespace everstrike::mock_server
