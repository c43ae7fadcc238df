// The pauses that the machine itself makes: times in which a thread that does nothing but look at
// the clock could not do that, since the hypervisor gave its core to somebody else or an interrupt
// came. A server's tail is its own only as far as these don't explain it; driver/pauses.py says how
// far they do.
#pragma once

#include <vector>

namespace everstrike::bench {

struct Pause {
  double begin_us = 0;  // since the watch began
  double end_us = 0;
};

struct Pauses {
  std::vector<Pause> server, load;  // of the cores that script/bench puts them on; in their order
};

// watch_pauses keeps both cores busy for so long: the first one that this process may use, and the
// next, or the same if there is one only. Gaps below five microseconds are not noted.
[[nodiscard]] Pauses watch_pauses(double seconds);

}  // namespace everstrike::bench
