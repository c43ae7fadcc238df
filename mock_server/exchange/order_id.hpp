// Order ids as the exchange makes them: a version-1 UUID (RFC 9562, 5.1) without its dashes,
// whose embedded instant is the order's `time` to the millisecond. That relation was observed on
// three documented ids. The node part is given from outside, so one seed can give one row of ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

class OrderIdSource {
 public:
  // Of `node` the lower 48 bits are used; worlds with different nodes never make the same id.
  explicit OrderIdSource(std::uint64_t node);
  // next makes 32 lower-case hex digits whose instant is `unix_ms`. The first 10,000 calls within
  // one millisecond differ in the 100 ns digits, further ones in the clock sequence.
  [[nodiscard]] std::string next(std::int64_t unix_ms);
  // nth makes the one that next() gives for the nth call (from 0) within that millisecond.
  [[nodiscard]] std::string nth(std::int64_t unix_ms, std::uint64_t n) const;

 private:
  std::uint64_t node_;
  std::int64_t last_ms_ = -1;
  std::uint32_t within_ms_ = 0;
};

// instant_of gives the milliseconds embedded in a dash-less version-1 UUID, nullopt if `id` is
// none.
[[nodiscard]] std::optional<std::int64_t> instant_of(std::string_view id);

}  // namespace everstrike::mock_server
