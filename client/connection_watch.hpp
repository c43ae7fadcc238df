// Ends a connection from outside when it takes too long or brings too much. HTTP libraries time
// single reads, so a server that dribbles a byte a second, or sends headers without end, would
// hold or flood its client for ever. The watch shuts the socket down at an absolute deadline, and
// whoever reads from it gets an end of file or an error at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace everstrike::client {

class ConnectionWatch {
 public:
  enum class Verdict { none, too_late, too_much };

  // Watches from now on. `bytes_max` counts what the kernel received, TLS and headers included
  // (Linux; elsewhere only the time is watched).
  ConnectionWatch(std::chrono::steady_clock::time_point deadline, std::uint64_t bytes_max);
  ConnectionWatch(const ConnectionWatch&) = delete;
  ConnectionWatch& operator=(const ConnectionWatch&) = delete;
  ~ConnectionWatch();

  // adopt makes `socket` the watched one, in place of an earlier one. The watch keeps a duplicate
  // of the descriptor, so it never touches a number that was closed and given to another file.
  void adopt(int socket);

  // verdict says whether the watch struck, and why.
  [[nodiscard]] Verdict verdict() const;

 private:
  void watch();
  [[nodiscard]] Verdict judge() const;

  const std::chrono::steady_clock::time_point deadline_;
  const std::uint64_t bytes_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int socket_ = -1;
  bool is_done_ = false;
  Verdict verdict_ = Verdict::none;
  std::thread thread_;  // last, so that it starts when everything else is there
};

}  // namespace everstrike::client
