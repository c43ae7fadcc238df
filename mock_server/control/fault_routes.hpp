// The control side's scenarios: which faults are in force, and what they will do. A scenario that
// is put while requests are being answered strikes from the next request on, and every key counts
// anew.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/message/request.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// GET, PUT and DELETE /mock/scenario, in the format of scenario files.
[[nodiscard]] Reply show_scenario(const Backstage& backstage);
[[nodiscard]] Reply put_scenario(const Backstage& backstage, const std::string& body);
[[nodiscard]] Reply delete_scenario(const Backstage& backstage);
// GET /mock/plan?api_key=&requests=&endpoint=&order_id=
[[nodiscard]] Reply show_plan(const Backstage& backstage, const Request& request);

}  // namespace everstrike::mock_server
