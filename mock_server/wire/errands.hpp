// Work that would keep the loop's threads too long, done on threads beside them: one piece after
// the other in the order in which it came, and what may take really long (Pace::slow) on further
// threads, so that no single piece keeps the others waiting. They are no less urgent than the loop:
// it may need a lock that one of them holds. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "mock_server/message/answer.hpp"

namespace everstrike::mock_server {

// One piece of work of a connection, shared between it and the thread that does it.
struct Errand {
  struct Made {
    std::optional<Answer> answer;
    std::optional<BodySource::Piece> piece;
  };

  Errand(std::function<Made(const Patience&)> work, std::function<void()> when_ready,
         bool to_be_done, Pace at_pace = Pace::quick)
      : make(std::move(work)), tell(std::move(when_ready)), is_owed(to_be_done), pace(at_pace) {}

  // Where it throws, nothing is made.
  std::function<Made(const Patience&)> make;
  std::function<void()> tell;  // called when it is ready, on the errands' thread
  const bool is_owed;          // begun although it is unwanted
  const Pace pace;
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
  // stop lets what is being done be given up, forgets what waits, and ends the threads.
  void stop();
  void add(std::shared_ptr<Errand> errand);

 private:
  static constexpr int kSlowThreads = 2;

  struct Lane {
    std::condition_variable changed;
    std::deque<std::shared_ptr<Errand>> waiting;
    std::vector<std::thread> threads;
  };

  Lane& lane_of(Pace pace) { return pace == Pace::slow ? slow_ : quick_; }
  void work(Lane& lane);

  std::mutex mutex_;
  Lane quick_;  // what changes something is done in turn
  Lane slow_;
  std::vector<std::shared_ptr<Errand>> current_;
  bool stopping_ = false;
};

}  // namespace everstrike::mock_server
