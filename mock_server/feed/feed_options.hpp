// What can be chosen about the feed, and its limits.
// Source of the numbers marked so: the exchange's page of its WebSocket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace everstrike::mock_server {

struct FeedLimits {
  // Documented, for each account; with `per_address` also for each address that clients come from.
  std::size_t messages_per_second = 20;
  std::size_t connections = 10;
  bool per_address = false;  // --feed-limits documented
  // Documented, for each connection.
  std::size_t public_categories = 10;
  std::chrono::milliseconds unused_time{30'000};  // neither subscribed nor authenticated
  // Ours.
  std::size_t message_bytes = 64 * 1024;           // of a client's message, all fragments
  std::chrono::milliseconds message_time{30'000};  // from its first byte to its last
  std::size_t unread_bytes = 256 * 1024;           // of a client that does not read
  std::size_t all_unread_bytes = 8 * 1024 * 1024;  // of all of them together
  std::chrono::milliseconds silence_time{60'000};  // then a ping; as long again, then the end
};

struct FeedOptions {
  bool price_walk = true;  // prices move by themselves (--price-walk)
  std::chrono::milliseconds tick_time{1'000};
  FeedLimits limits = {};
};

}  // namespace everstrike::mock_server
