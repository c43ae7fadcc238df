// Takes a kept request head apart again, for exports. A head was checked when it was received, so
// this splits and trims and judges nothing.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace everstrike::mock_server {

using HeaderLine = std::pair<std::string_view, std::string_view>;

// header_lines gives names and values in received order and case; views into `head`.
[[nodiscard]] std::vector<HeaderLine> header_lines(std::string_view head);
// header_value gives the first value of a header, "" without one.
[[nodiscard]] std::string_view header_value(std::string_view head, std::string_view name);

}  // namespace everstrike::mock_server
