// GET /account and GET /balances, as far as the exchange's own bot lives on them. Nothing is ever
// traded here, so every account has the same balance for ever and no positions (assumed).
#pragma once

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

[[nodiscard]] Outcome read_account(const Call& call);   // {"balances": {…}, "positions": {}}
[[nodiscard]] Outcome read_balances(const Call& call);  // an object keyed by asset

}  // namespace everstrike::mock_server
