// Work that would keep the loop's threads too long, done one piece after the other on a thread
// beside them, in the order in which it came. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "mock_server/message/answer.hpp"

namespace everstrike::mock_server {

// One piece of work of a connection, shared between it and the thread that does it.
struct Errand {
  struct Made {
    std::optional<Answer> answer;
    std::optional<BodySource::Piece> piece;
  };

  Errand(std::function<Made(const Patience&)> work, std::function<void()> when_ready,
         bool to_be_done)
      : make(std::move(work)), tell(std::move(when_ready)), is_owed(to_be_done) {}

  // Where it throws, nothing is made.
  std::function<Made(const Patience&)> make;
  std::function<void()> tell;  // called when it is ready, on the errands' thread
  const bool is_owed;          // begun although it is unwanted
  std::atomic<bool> is_unwanted = false;
  std::atomic<bool> is_ready = false;
  Made made;  // valid when it is ready
};

class Errands {
 public:
  Errands() = default;
  // Stops if still running.
  ~Errands() { stop(); }
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  void start();
  // stop lets what is being done be given up, forgets what waits, and ends the thread.
  void stop();
  void add(std::shared_ptr<Errand> errand);

 private:
  void work();

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Errand>> waiting_;
  std::shared_ptr<Errand> current_;
  bool stopping_ = false;
};

}  // namespace everstrike::mock_server
