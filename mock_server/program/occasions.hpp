// What a serving process waits for once it serves: signals, the end of its standard input, and its
// own thread that tells that it is ready. One at a time per process, since signals belong to it.
#pragma once

#include <optional>

namespace everstrike::mock_server {

enum class Occasion {
  end,     // SIGTERM, SIGINT, or the end of standard input where that was asked for
  hangup,  // SIGHUP: files may have been moved
  told,    // tell() was called
};

class Occasions {
 public:
  // Blocks the signals for this thread and those that it starts; make it before there are any.
  Occasions();
  Occasions(const Occasions&) = delete;
  Occasions& operator=(const Occasions&) = delete;

  // tell makes wait() give `told`, once. Safe from any thread.
  static void tell() noexcept;
  // wait listens to the signals in this thread, and gives what happens next. What is read from
  // standard input is thrown away.
  [[nodiscard]] Occasion wait(bool minds_standard_input);
  // After end_at_once a further SIGTERM or SIGINT ends the process on the spot, by 130.
  void end_at_once();

 private:
  bool is_listening_ = false;
};

}  // namespace everstrike::mock_server
