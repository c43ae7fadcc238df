// Looks up the addresses of a host, and gives up in time: the system's look-up has no time limit of
// ours, and lasts ten seconds and more where a name server is silent. So it runs in a thread of its
// own, which is left alone when it is late. It holds nothing but its own data, takes no signals,
// and ends when the system's look-up does; who asks for the same name before that waits for the
// same answer, so that there is at most one such thread for a name. Thread-safe; may go while a
// look-up is under way.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::client {

struct Address {
  sockaddr_storage storage{};
  socklen_t bytes = 0;
};

class Resolver {
 public:
  // What was found, at least one, in the order in which to try them; or why nothing was.
  using Found = Expected<std::vector<Address>, std::string>;
  // The system's look-up or, in a test, another; may block.
  using LookUp = std::function<Found(const std::string& host, int port)>;

  explicit Resolver(LookUp look_up = {});

  struct Failure {
    bool is_late = false;
    std::string reason;  // the system's words, empty when late
  };
  // resolve gives the addresses of a name, or of an address, for which nobody is asked.
  [[nodiscard]] Expected<std::vector<Address>, Failure> resolve(
      const std::string& host, int port, std::chrono::steady_clock::time_point deadline);

 private:
  struct Pending;

  LookUp look_up_;
  std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::shared_ptr<Pending>> pending_;
};

}  // namespace everstrike::client
