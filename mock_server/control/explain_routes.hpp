// POST /mock/explain: what is wrong with the signature of a raw HTTP request, asked from outside
// and without any effect on orders, faults, counts or the journal. Shows the text that is to be
// signed, and the right signature only where the mock was started with --reveal.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/backstage.hpp"

namespace everstrike::mock_server {

// explain answers {"request":"POST …"} or {"request_hex":…}, with "depth":"quick"|"deep" if wished.
[[nodiscard]] Reply explain(const Backstage& backstage, const std::string& body);

}  // namespace everstrike::mock_server
