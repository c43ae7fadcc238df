#include "client/http/resolver.hpp"

#include <netdb.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace everstrike::client {
namespace {

Resolver::Found system_look_up(const std::string& host, int port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (error != 0) return Unexpected<std::string>(::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (const auto* one = list; one != nullptr; one = one->ai_next) {
    Address address;
    if (one->ai_addrlen > sizeof address.storage) continue;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    address.bytes = one->ai_addrlen;
    addresses.push_back(address);
  }
  if (addresses.empty()) return Unexpected<std::string>("it has no address");
  return addresses;
}

// A thread inherits what its maker blocks: the program's own threads are to get its signals.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

// Shared by the thread and those who wait for it, whoever lasts longer.
struct Resolver::Pending {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Found> found;
};

Resolver::Resolver(LookUp look_up) : look_up_(std::move(look_up)) {
  if (!look_up_) {
    look_up_ = [](const std::string& host, int port) { return system_look_up(host, port, 0); };
  }
}

Expected<std::vector<Address>, Resolver::Failure> Resolver::resolve(
    const std::string& host, int port, std::chrono::steady_clock::time_point deadline) {
  if (auto address = system_look_up(host, port, AI_NUMERICHOST)) return std::move(*address);
  std::shared_ptr<Pending> pending;
  {
    const std::lock_guard lock(mutex_);
    auto& slot = pending_[{host, port}];
    if (!slot) {
      slot = std::make_shared<Pending>();
      const NoSignals no_signals;
      try {
        std::thread([look_up = look_up_, host, port, own = slot] {
          auto found = look_up(host, port);
          const std::lock_guard own_lock(own->mutex);
          own->found = std::move(found);
          own->changed.notify_all();
        }).detach();
      } catch (const std::system_error& error) {
        pending_.erase({host, port});
        return Unexpected<Failure>({false, error.what()});
      }
    }
    pending = slot;
  }
  std::unique_lock lock(pending->mutex);
  const bool is_there =
      pending->changed.wait_until(lock, deadline, [&] { return pending->found.has_value(); });
  if (!is_there) return Unexpected<Failure>({true, ""});
  const Found found = *pending->found;
  lock.unlock();
  {
    // Answers are not kept: the next attempt may find another address.
    const std::lock_guard own_lock(mutex_);
    const auto place = pending_.find({host, port});
    if (place != pending_.end() && place->second == pending) pending_.erase(place);
  }
  if (!found) return Unexpected<Failure>({false, found.error()});
  return *found;
}

}  // namespace everstrike::client
