// The control side's accounts: who may sign, added and taken away while the mock serves. A secret
// goes in and never comes out again.
#pragma once

#include <string>

#include "mock_server/message/patience.hpp"
#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// GET /mock/accounts
[[nodiscard]] Reply list_accounts(const Backstage& backstage, const Patience& patience);
// GET|PUT|DELETE /mock/accounts/{key}; `api_key` is decoded already, "" is a key like any other.
[[nodiscard]] Reply show_account(const Backstage& backstage, const std::string& api_key);
// put_account gives the key this secret and these orders, whatever it had before: 201 for a new
// key, 200 for one that is known.
[[nodiscard]] Reply put_account(const Backstage& backstage, const std::string& api_key,
                                const std::string& body);
[[nodiscard]] Reply delete_account(const Backstage& backstage, const std::string& api_key);

}  // namespace everstrike::mock_server
