// What the faults want of orders before a request is handled: that some exist, because their id
// says so, and that some are filled. Plain data; the pipeline does it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace everstrike::mock_server {

struct OrdersAhead {
  // How much of an order that is opened by its id is filled.
  enum class Filled { nothing, half, all };
  struct ToOpen {
    std::string id;
    Filled filled = Filled::nothing;
  };

  std::vector<ToOpen> to_open;  // unless they are there already
  std::vector<std::string> to_fill;
  std::optional<double> fill_qty;  // of each, at most what remains; unset: all of it
};

}  // namespace everstrike::mock_server
