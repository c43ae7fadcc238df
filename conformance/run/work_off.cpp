#include "conformance/run/work_off.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace everstrike::conformance {

void work_off(std::size_t count, int jobs, const std::function<bool()>& stopped,
              const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto worker = [&] {
    for (std::size_t i = next++; i < count && !stopped(); i = next++) work(i);
  };
  std::vector<std::thread> threads;
  const auto wanted = std::min(static_cast<std::size_t>(std::max(jobs, 1)), count);
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(worker);
  worker();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace everstrike::conformance
