#include "mock_server/exchange/order_id.hpp"

#include <charconv>

#include "signing/text/hex.hpp"

namespace everstrike::mock_server {
namespace {

// 100 ns ticks between 15 October 1582, where UUID time starts, and 1 January 1970.
constexpr std::uint64_t kGregorianOffset = 0x01B21DD213814000ULL;
constexpr std::uint32_t kTicksPerMs = 10'000;

std::optional<std::uint64_t> parse_hex(std::string_view text) {
  std::uint64_t value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

OrderIdSource::OrderIdSource(std::uint64_t node)
    // The multicast bit marks a node that is no network card's address (RFC 9562, 6.10).
    : node_((node & 0xFFFFFFFFFFFFULL) | 0x010000000000ULL) {}

std::string OrderIdSource::next(std::int64_t unix_ms) {
  within_ms_ = unix_ms == last_ms_ ? within_ms_ + 1 : 0;
  last_ms_ = unix_ms;
  return nth(unix_ms, within_ms_);
}

std::string OrderIdSource::nth(std::int64_t unix_ms, std::uint64_t n) const {
  const std::uint64_t ticks =
      static_cast<std::uint64_t>(unix_ms) * kTicksPerMs + n % kTicksPerMs + kGregorianOffset;
  const std::uint64_t sequence = (n / kTicksPerMs) & 0x3FFF;
  return signing::hex_number(ticks & 0xFFFFFFFF, 8) +
         signing::hex_number((ticks >> 32) & 0xFFFF, 4) +
         signing::hex_number(0x1000 | ((ticks >> 48) & 0x0FFF), 4) +
         signing::hex_number(0x8000 | sequence, 4) + signing::hex_number(node_, 12);
}

std::optional<std::int64_t> instant_of(std::string_view id) {
  if (id.size() != 32 || id[12] != '1') return std::nullopt;
  const auto low = parse_hex(id.substr(0, 8));
  const auto mid = parse_hex(id.substr(8, 4));
  const auto high = parse_hex(id.substr(12, 4));
  if (!low || !mid || !high) return std::nullopt;
  const std::uint64_t ticks = ((*high & 0x0FFF) << 48) | (*mid << 32) | *low;
  if (ticks < kGregorianOffset) return std::nullopt;
  return static_cast<std::int64_t>((ticks - kGregorianOffset) / kTicksPerMs);
}

}  // namespace everstrike::mock_server
