// The worker threads: each waits on the poller and moves connections on. None of them ever waits
// for a client.
#pragma once

#include <thread>
#include <vector>

#include "mock_server/wire/connection.hpp"

namespace everstrike::mock_server {

class EventLoop {
 public:
  // `services` must outlive the loop.
  explicit EventLoop(ConnectionServices& services) : services_(services) {}
  // Stops if still running.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // start begins with `workers` threads; 0: one less than the cores, at least one.
  void start(int workers);
  // stop ends the threads; connections stay as they are.
  void stop();

 private:
  void work(std::size_t events_per_turn);
  void ask_parked(Connection::Scratch scratch);
  void handle(const Poller::Event& event, Turn& turn);

  ConnectionServices& services_;
  std::vector<std::thread> threads_;
};

}  // namespace everstrike::mock_server
