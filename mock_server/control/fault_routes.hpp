// The control side's scenarios: which faults are in force, and what they will do. A scenario that
// is put while requests are being answered strikes from the next request on, and every key counts
// anew.
#pragma once

#include <optional>
#include <string>

#include "mock_server/control/query.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// GET, PUT and DELETE /mock/scenario?api_key=, in the format of scenario files. With a key it is
// that key's own and stands instead of the common one, until it is deleted; rules about connections
// and about the feed, which belong to no key's requests, are refused in it.
[[nodiscard]] Reply show_scenario(const Backstage& backstage,
                                  const std::optional<std::string>& api_key);
[[nodiscard]] Reply put_scenario(const Backstage& backstage,
                                 const std::optional<std::string>& api_key,
                                 const std::string& body);
[[nodiscard]] Reply delete_scenario(const Backstage& backstage,
                                    const std::optional<std::string>& api_key);
// GET /mock/plan?api_key=&requests=&endpoint=&order_id=, the last repeatable: ids in order.
[[nodiscard]] Answer show_plan(const Backstage& backstage, const Query& query);

}  // namespace everstrike::mock_server
