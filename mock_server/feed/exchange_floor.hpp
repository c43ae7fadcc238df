// What all connections of the feed share: who listens for which account, how much each may ask,
// which prices are held by hand. Thread-safe; while its lock is held only mailboxes' are taken.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/feed/feed_options.hpp"
#include "mock_server/feed/mailbox.hpp"
#include "mock_server/message/order_news.hpp"

namespace everstrike::mock_server {

class ExchangeFloor {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit ExchangeFloor(const FeedLimits& limits) : limits_(limits) {}

  // enter lets a connection in; false: its address has too many (only with per_address).
  [[nodiscard]] bool enter(const std::shared_ptr<Mailbox>& mailbox, const std::string& address);
  // join lets it listen for an account as well; false: that has too many.
  [[nodiscard]] bool join(const std::shared_ptr<Mailbox>& mailbox, const std::string& api_key);
  void leave(const std::shared_ptr<Mailbox>& mailbox, const std::string& address,
             const std::optional<std::string>& api_key);
  [[nodiscard]] std::size_t num_connections() const { return num_connections_; }

  // count_message counts one from a client; false: it is one too many.
  [[nodiscard]] bool count_message(const std::string& address,
                                   const std::optional<std::string>& api_key, Time now);

  // tell passes on what happened to orders of an account.
  void tell(std::string_view api_key, const std::vector<OrderNews>& news, std::int64_t unix_ms);

  // hold_price sets the price of a pair for everybody, or gives it back to the walk.
  void hold_price(const std::string& pair, std::optional<double> price);
  void hold_no_price();
  [[nodiscard]] std::optional<double> held_price(std::string_view pair) const;
  // knows_pair: one of market_of, or one whose price was held once.
  [[nodiscard]] bool knows_pair(std::string_view pair) const;
  // note_price remembers the latest price that anybody was told; last_price gives it.
  void note_price(const std::string& pair, double price);
  [[nodiscard]] std::optional<double> last_price(std::string_view pair) const;

  // note_unread moves the bytes that wait for all clients from `before` to `after` for one of them.
  // false: together they are too many.
  [[nodiscard]] bool note_unread(std::size_t before, std::size_t after);

 private:
  // Of an account or an address.
  struct Party {
    std::set<std::shared_ptr<Mailbox>> mailboxes;
    std::deque<Time> messages;  // of the last second
  };
  using Parties = std::map<std::string, Party, std::less<>>;

  [[nodiscard]] bool count(Party& party, Time now) const;
  static void take_out(Parties& parties, const std::string& name,
                       const std::shared_ptr<Mailbox>& mailbox);

  const FeedLimits limits_;
  mutable std::mutex mutex_;
  std::set<std::shared_ptr<Mailbox>> all_;
  Parties accounts_;
  Parties addresses_;  // only with per_address
  std::map<std::string, std::optional<double>, std::less<>> held_;
  std::map<std::string, double, std::less<>> last_;
  std::atomic<std::size_t> num_connections_{0};
  std::atomic<std::size_t> unread_bytes_{0};
};

}  // namespace everstrike::mock_server
