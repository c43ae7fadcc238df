// Whether somebody still waits for what is being made. Long work asks between its steps; nobody
// hears of its end, since nobody is there.
#pragma once

#include <atomic>

namespace everstrike::mock_server {

// Thrown out of work that is no longer wanted.
struct NoLongerWanted {};

class Patience {
 public:
  // Endless.
  Patience() = default;
  // Ends when `is_over` becomes true; it must outlive this object and its copies.
  explicit Patience(const std::atomic<bool>& is_over) : is_over_(&is_over) {}

  // check throws NoLongerWanted once it has ended.
  void check() const {
    if (is_over_ != nullptr && *is_over_) throw NoLongerWanted{};
  }

 private:
  const std::atomic<bool>* is_over_ = nullptr;
};

}  // namespace everstrike::mock_server
