// Counts what was answered, for GET /mock/metrics in Prometheus's text format (version 0.0.4).
// Counting is a few atomic additions; only a fault takes a lock. Counters go on when the journal
// is cleared or a world is reset, as Prometheus expects of counters.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/journal/journal.hpp"
#include "mock_server/wire/listener.hpp"

namespace everstrike::mock_server {

class Metrics {
 public:
  // count is called with every entry after it was written.
  void count(const Entry& entry);

  struct Now {  // what is read off at the time of asking
    Listener::Counters listener;
    std::size_t journal_entries = 0;
    std::uint64_t journal_dropped = 0;
    std::uint64_t journal_file_errors = 0;
    std::size_t feed_connections = 0;
    std::size_t worlds = 0;
    std::vector<std::pair<std::string_view, std::uint64_t>> verifications = {};  // by back end
    std::string version;
  };
  [[nodiscard]] std::string text(const Now& now) const;

 private:
  static constexpr std::size_t kVerdicts = 64;  // more than there are
  static constexpr std::array<std::int64_t, 10> kBoundsUs = {
      10, 25, 50, 100, 250, 1'000, 5'000, 25'000, 100'000, 1'000'000};
  using Counter = std::atomic<std::uint64_t>;

  std::array<Counter, kVerdicts> verdicts_{};
  std::array<Counter, 600> statuses_{};
  std::array<Counter, 5> effects_{};
  Counter fills_{0};
  std::array<Counter, kBoundsUs.size() + 1> durations_{};
  Counter duration_sum_us_{0};
  Counter secrets_on_wire_{0};
  mutable std::mutex faults_mutex_;
  std::map<std::string, std::uint64_t> faults_;  // by rule id
};

}  // namespace everstrike::mock_server
