#include "mock_server/wire/event_loop.hpp"

#include <algorithm>
#include <memory>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kScratchBytes = 64 * 1024;
constexpr std::size_t kEventsMax = 64;
constexpr std::size_t kAskedAtOnce = 64;

}  // namespace

EventLoop::~EventLoop() { stop(); }

void EventLoop::start(int workers) {
  if (workers <= 0) workers = static_cast<int>(std::thread::hardware_concurrency()) - 1;
  workers = std::max(workers, 1);
  // With company, a worker takes few events at a time, so that none waits behind a busy one.
  const std::size_t events_per_turn = workers == 1 ? kEventsMax : 4;
  for (int i = 0; i < workers; ++i) {
    threads_.emplace_back([this, events_per_turn] { work(events_per_turn); });
  }
}

void EventLoop::stop() {
  if (threads_.empty()) return;
  services_.poller.stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void EventLoop::work(std::size_t events_per_turn) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(kScratchBytes);
  Turn turn(Turn::Scratch(buffer.get(), kScratchBytes));
  std::vector<Poller::Event> events(events_per_turn);
  for (bool stops = false; !stops;) {
    const auto count = services_.poller.wait(events);
    for (std::size_t i = 0; i < count && !stops; ++i) {
      turn.expect_more(i + 1 < count);
      stops = events[i].kind == Poller::Kind::stop;
      handle(events[i], turn);
      if (turn.is_full()) turn.end();
    }
    turn.end();
  }
}

void EventLoop::handle(const Poller::Event& event, Turn& turn) {
  const auto scratch = turn.scratch();
  switch (event.kind) {
    case Poller::Kind::socket:
      if (const auto connection = services_.table.find(event.id)) {
        if (connection->on_event(event, turn)) turn.hold(connection);
      }
      break;
    case Poller::Kind::alarm:
      for (const auto id : services_.timers.take_due(std::chrono::steady_clock::now())) {
        if (const auto connection = services_.table.find(id)) connection->on_timer(scratch);
      }
      break;
    case Poller::Kind::wake:
      for (const auto id : services_.wakes.take()) {
        if (const auto connection = services_.table.find(id)) connection->on_wake(scratch);
      }
      ask_parked(scratch);
      break;
    case Poller::Kind::stop:
      break;
  }
}

// Some, and then whatever else has happened gets its turn before the others.
void EventLoop::ask_parked(Connection::Scratch scratch) {
  const auto round = services_.parking.next(kAskedAtOnce);
  for (const auto id : round.ids) {
    if (const auto connection = services_.table.find(id)) connection->on_wake(scratch);
  }
  if (round.is_more) services_.poller.wake();
}

}  // namespace everstrike::mock_server
