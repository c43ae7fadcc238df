// Clients that ask on for ever. To wait for one of them in every case that makes it ask again would
// cost a run many minutes, so the first such case of a few groups is waited for in full, and others
// are ended while the client still asks. Should one of the former end by itself after all, this is
// no such client, and the latter have to be asked again.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "conformance/run/case.hpp"

namespace everstrike::conformance {

using Arrivals = std::vector<std::chrono::steady_clock::time_point>;

// still_asks tells whether a client that sent requests at these times, at least `least` of them,
// looks as if it went on: at `now` it pauses no longer than its pauses let expect.
[[nodiscard]] bool still_asks(const Arrivals& arrivals, std::size_t least,
                              std::chrono::steady_clock::time_point now);

// asks_expected gives how many requests of a case its judge wants to see of a client that goes on.
[[nodiscard]] std::size_t asks_expected(const Case& one);

// may_be_asked_for_ever: no answer of the case settles anything, however often it is asked.
[[nodiscard]] bool may_be_asked_for_ever(const Case& one);

// Called from several threads.
class Restless {
 public:
  // soonest gives how long a case runs before it may be ended early.
  [[nodiscard]] static std::chrono::milliseconds soonest(const Case& one);

  // ends_early decides about a case in which the client asks on: true to end it, false to wait for
  // it in full.
  [[nodiscard]] bool ends_early(const Case& one);
  // ended notes how a case ended that was waited for in full.
  void ended(const Case& one, bool still_asking);
  // is_wrong says that a case which was waited for has ended by itself.
  [[nodiscard]] bool is_wrong() const;

 private:
  static constexpr std::size_t kWaitedForMax = 3;  // groups
  mutable std::mutex mutex_;
  std::set<std::string> groups_;  // of which a case is or was waited for
  std::set<std::string> waited_;  // ids of these cases
  bool wrong_ = false;
};

}  // namespace everstrike::conformance
