// Decides whether a new connection can be taken, so that the process never runs out of file
// descriptors: accept() would then fail in a circle, and journals and certificates could not be
// opened. The kernel hands out the lowest free number, so the number shows how full the table is;
// but accept() picks one before it waits for a client, so one that looks too high says nothing of
// now, and the lowest free one is asked for anew.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace everstrike::mock_server {

class Admission {
 public:
  // Descriptors above the process's limit less `reserve` are turned away.
  explicit Admission(std::size_t connections_max);

  [[nodiscard]] bool admits(int fd, std::size_t connections_open) const;
  // has_room tells whether a first connection could be admitted at all.
  [[nodiscard]] bool has_room() const;
  // wait_for_a_descriptor returns once the process can open a further one (at once, in practice),
  // or when stop() was called.
  void wait_for_a_descriptor(int last_fd);
  void stop();

 private:
  std::size_t connections_max_;
  int fd_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
};

}  // namespace everstrike::mock_server
