// How many signatures were checked, by the back end that checked them: what shows that requests
// really go through the fast one. A few relaxed additions to one number; thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/prepared_key.hpp"

namespace everstrike::mock_server {

class VerificationCount {
 public:
  // add counts one check that was made with this key.
  void add(const signing::PreparedKey& key) noexcept;
  // by_backend gives the back ends that checked anything, by name, with their counts.
  [[nodiscard]] std::vector<std::pair<std::string_view, std::uint64_t>> by_backend() const;

 private:
  static constexpr std::size_t kBackendsMax = 8;  // more than there are
  std::array<std::atomic<std::uint64_t>, kBackendsMax> counts_{};
};

}  // namespace everstrike::mock_server
