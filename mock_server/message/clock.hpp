// Where time comes from. Nothing in the mock reads the system's clock except through a `Clock`,
// so that a run can be repeated and a test need not wait. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace everstrike::mock_server {

class Clock {
 public:
  virtual ~Clock() = default;
  // unix_ms is the wall-clock time in milliseconds since 1970, UTC.
  [[nodiscard]] virtual std::int64_t unix_ms() const = 0;
  // steady_us only grows; in microseconds, for durations.
  [[nodiscard]] virtual std::int64_t steady_us() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  [[nodiscard]] std::int64_t steady_us() const override {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

// Stands still until it is told to move.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(std::int64_t unix_ms) : unix_ms_(unix_ms) {}
  [[nodiscard]] std::int64_t unix_ms() const override { return unix_ms_; }
  [[nodiscard]] std::int64_t steady_us() const override { return unix_ms_ * 1000; }
  void advance(std::chrono::milliseconds by) { unix_ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> unix_ms_;
};

}  // namespace everstrike::mock_server
