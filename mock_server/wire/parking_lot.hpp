// Which connections hold a parked request (see Answer::park_for), and whether something happened
// since a handler last looked. A call to announce() between a handler's decision to park and the
// parking itself must not be lost: the generation tells. Thread-safe.
#pragma once

#include <atomic>
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
  // handler decided on old facts and has to be asked again.
  [[nodiscard]] bool enter(std::uint64_t id, std::uint64_t generation);
  void leave(std::uint64_t id);
  // announce tells whether anybody is parked and has to be asked again.
  [[nodiscard]] bool announce();
  [[nodiscard]] std::vector<std::uint64_t> occupants() const;

 private:
  mutable std::mutex mutex_;
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<std::size_t> count_{0};
  std::unordered_set<std::uint64_t> ids_;
};

}  // namespace everstrike::mock_server
