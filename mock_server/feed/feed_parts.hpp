// What the feed is given by the rest of the mock, which it does not know: who has an account, what
// strikes a message, who writes down what was said. All of them are called from several threads,
// none may block.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "mock_server/feed/feed_options.hpp"
#include "mock_server/journal/feed_ring.hpp"
#include "mock_server/message/clock.hpp"
#include "mock_server/message/message_fate.hpp"

namespace everstrike::mock_server {

struct FeedParts {
  FeedOptions options = {};
  std::uint64_t seed = 0;
  bool faithful = false;               // errors say "Invalid request" and nothing more
  std::shared_ptr<const Clock> clock;  // for times that clients see
  std::function<bool(std::string_view api_key)> knows_key;
  // `name` is PAIR:category, or the category alone where there is no pair.
  std::function<MessageFate(std::string_view name, std::string_view category,
                            std::string_view api_key)>
      fate_of;
  std::function<void(FeedNote note)> note;
};

}  // namespace everstrike::mock_server
