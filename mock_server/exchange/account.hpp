// What an account holds, and what may be asked to leave it. Balances never move (assumed), and
// where a number is neither a size nor an entry price it is that of an example (position.hpp).
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// GET /account, as far as the exchange's own bot lives on it: {"balances": {…}, "positions": {…}}.
[[nodiscard]] Outcome read_account(const Call& call);

// GET /position?pair=…: the position, of size 0 where there is none. Refuses with missing_field or
// invalid_field.
[[nodiscard]] Outcome read_position(const Call& call);
// GET /active_positions: an object of positions, keyed by market.
[[nodiscard]] Outcome read_active_positions(const Call& call);
// GET /completed_positions: an array of such objects with one member each, chosen as list_range.hpp
// says by the time at which they were closed.
[[nodiscard]] Outcome list_completed_positions(const Call& call);

// withdraw takes asset, qty (a whole number above 0) and address, and answers with a withdrawal
// that waits for the confirmation by mail, for ever. Refuses with missing_field or invalid_field.
[[nodiscard]] Outcome withdraw(const Call& call);

}  // namespace everstrike::mock_server
