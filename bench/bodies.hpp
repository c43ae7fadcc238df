// What the benchmarks sign. Several bodies of one length, made at run time from a fixed seed so
// that no compiler can work ahead on them, and few enough to stay in the first-level cache: what
// is measured is signing, not fetching.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::bench {

// What a client of the exchange has. 32 characters, as any other length up to 64.
inline constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";

// The lengths that are signed: a short and a usual order id, a call with several parameters, and
// two at which the fixed cost fades.
inline constexpr std::size_t kBodyBytes[] = {20, 35, 100, 1024, 65536};

class Bodies {
 public:
  explicit Bodies(std::size_t body_bytes);
  [[nodiscard]] std::size_t size() const noexcept { return views_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return views_[i]; }
  [[nodiscard]] const std::vector<std::string_view>& views() const noexcept { return views_; }

 private:
  std::string bytes_;
  std::vector<std::string_view> views_;
};

}  // namespace everstrike::bench
