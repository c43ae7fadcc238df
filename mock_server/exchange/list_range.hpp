// Which part of a list a request asks for: `pair`, `start` and `end` (ms, both ends belong to it)
// and `limit` (100 unless given). What is listed is chosen by its `time`, the latest first
// (assumed).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/call.hpp"

namespace everstrike::mock_server {

// One thing that may be listed: its pair, its time, and which it is.
struct Listed {
  std::string_view pair;
  std::int64_t time = 0;
  std::size_t index = 0;
};

// choose_listed gives those of `all`, which stand in the order in which they came to be, that the
// request asks for. It refuses with invalid_field.
[[nodiscard]] Expected<std::vector<Listed>, Outcome> choose_listed(const Call& call,
                                                                   std::vector<Listed> all);

}  // namespace everstrike::mock_server
