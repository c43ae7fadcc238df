// Which connections hold a parked request (see Answer::park_for), and which of them are to be asked
// again because something happened. A call to announce() between a handler's decision to park and
// the parking itself must not be lost: the generation tells. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_set>
#include <vector>

namespace everstrike::mock_server {

class ParkingLot {
 public:
  // generation is to be read before the handler is asked.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(); }
  // enter notes `id`, and gives false when an announce() came after `generation`: then the
  // handler decided on old facts and `id` is among the next to be asked.
  [[nodiscard]] bool enter(std::uint64_t id, std::uint64_t generation);
  void leave(std::uint64_t id);
  // announce tells whether anybody is parked and has to be asked again.
  [[nodiscard]] bool announce();

  struct Round {
    std::vector<std::uint64_t> ids;
    bool is_more = false;  // others are to be asked after these
  };
  // next gives at most `max` of those that are to be asked again. Everybody who was there at an
  // announce() comes once after it, however many follow meanwhile.
  [[nodiscard]] Round next(std::size_t max);

 private:
  std::mutex mutex_;
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<std::size_t> count_{0};
  std::unordered_set<std::uint64_t> ids_;
  std::vector<std::uint64_t> round_;    // to be asked
  std::uint64_t round_generation_ = 0;  // when they were chosen
};

}  // namespace everstrike::mock_server
