// The page of the control side for people (live_page.html), with the headers that let it run its
// own script and nothing else.
#pragma once

#include <string_view>

#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

inline constexpr std::string_view kLivePagePath = "/mock/";

[[nodiscard]] Reply live_page();

}  // namespace everstrike::mock_server
