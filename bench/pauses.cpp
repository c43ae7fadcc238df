#include "bench/pauses.hpp"

#include <sched.h>

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

namespace everstrike::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kShortestUs = 5;  // a reading of the clock takes 0.02 to 0.1

// The first core of those that we may use, and the second.
std::vector<int> two_cores() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  std::vector<int> found;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
    for (int core = 0; core < CPU_SETSIZE && found.size() < 2; ++core) {
      if (CPU_ISSET(core, &allowed)) found.push_back(core);
    }
  }
  return found;
}

void watch(int core, Clock::time_point begin, double seconds, std::vector<Pause>& pauses) {
  cpu_set_t own;
  CPU_ZERO(&own);
  CPU_SET(core, &own);
  ::sched_setaffinity(0, sizeof own, &own);  // of the calling thread
  const auto elapsed_us = [begin] {
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
  };
  for (double last = elapsed_us(); last < seconds * 1e6;) {
    const double now = elapsed_us();
    if (now - last >= kShortestUs) pauses.push_back({.begin_us = last, .end_us = now});
    last = now;
  }
}

}  // namespace

Pauses watch_pauses(double seconds) {
  Pauses pauses;
  const auto cores = two_cores();
  if (cores.empty()) return pauses;
  const auto begin = Clock::now();
  std::thread server(watch, cores.front(), begin, seconds, std::ref(pauses.server));
  if (cores.size() > 1) {
    std::thread(watch, cores.back(), begin, seconds, std::ref(pauses.load)).join();
  }
  server.join();
  if (cores.size() == 1) pauses.load = pauses.server;
  return pauses;
}

}  // namespace everstrike::bench
