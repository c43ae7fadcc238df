// Signed cancels for a server under load, at a fixed rate or as fast as they are answered. A closed
// loop (as of most load generators) waits with its next request until the last one is answered,
// and so never sees what a stall does to those that would have come meanwhile; at a fixed rate each
// request has its time, and its latency counts from there whenever it could be sent. Speaks to
// 127.0.0.1, in the calling thread, and returns when all is answered or the time is over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::bench {

struct LoadSettings {
  int port = 0;
  std::size_t connections = 8;
  std::uint64_t orders = 2000;
  bool once = false;   // each order once, then it is over; else round and round
  bool close = false;  // a connection for each request
  bool wrongly_signed = false;
  double seconds = 1;      // at most so long
  std::uint64_t rate = 0;  // requests a second; 0: as fast as they are answered
  std::string api_key = "bench-key";
  std::string secret = "bench-secret";
};

struct LoadResult {
  double seconds = 0;  // to the last answer
  std::map<std::string, std::uint64_t> statuses;
  std::vector<float> latencies_us;  // of every answer, sorted
  std::uint64_t socket_errors = 0;

  [[nodiscard]] double percentile_ms(double share) const;
};

// order_id gives the id of the order of this number, as the server's account must hold it.
[[nodiscard]] std::string order_id(std::uint64_t number);

// run_load's error says why there was no connection at all.
[[nodiscard]] Expected<LoadResult, std::string> run_load(const LoadSettings& settings);

}  // namespace everstrike::bench
