// Files of the source tree that are part of the program, as text. The definitions are made at
// build time by cmake/everstrike_embed.cmake.
#pragma once

#include <string_view>

namespace everstrike::mock_server::embedded {

extern const std::string_view live_page;         // mock_server/control/live_page.html
extern const std::string_view openapi;           // mock_server/control/openapi.json
extern const std::string_view exchange;          // docs/exchange.md
extern const std::string_view exchange_openapi;  // fixtures/openapi/exchange_v1.json

}  // namespace everstrike::mock_server::embedded
