#include "mock_server/wire/outbound.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

// A dribble faster than this many steps a second sends several bytes a step.
constexpr std::uint64_t kStepsPerSecond = 200;

}  // namespace

Outbound::Outbound(std::string bytes, WirePlan plan, Clock::time_point now)
    : bytes_(std::move(bytes)), plan_(std::move(plan)), begin_(now + plan_.delay) {
  if (plan_.raw_answer) bytes_ = std::move(*plan_.raw_answer);
  if (plan_.bytes_per_second)
    plan_.bytes_per_second = std::max<std::uint64_t>(1, *plan_.bytes_per_second);
  if (plan_.cut_after && *plan_.cut_after < bytes_.size()) {
    bytes_.resize(*plan_.cut_after);
    if (plan_.end == WireEnd::keep) plan_.end = WireEnd::close;
  }
}

Outbound::Step Outbound::next(Clock::time_point now) const {
  if (is_timed() && now < begin_) return Wait{begin_};
  if (sent_ == bytes_.size()) return Finished{plan_.end};
  const auto allowed = allowed_at(now);
  if (allowed > sent_) return Send{std::string_view(bytes_).substr(sent_, allowed - sent_)};
  const auto step = std::max<std::uint64_t>(1, *plan_.bytes_per_second / kStepsPerSecond);
  return Wait{time_of(std::min(bytes_.size(), sent_ + static_cast<std::size_t>(step)))};
}

// The first byte may leave at once, the n-th (n-1)/rate later.
std::size_t Outbound::allowed_at(Clock::time_point now) const {
  if (!plan_.bytes_per_second) return bytes_.size();
  const std::chrono::duration<double> elapsed = now - begin_;
  const double allowed = 1 + elapsed.count() * static_cast<double>(*plan_.bytes_per_second);
  const auto all = static_cast<double>(bytes_.size());
  return static_cast<std::size_t>(std::min(allowed, all));
}

Outbound::Clock::time_point Outbound::time_of(std::size_t byte_count) const {
  const std::chrono::duration<double> elapsed(static_cast<double>(byte_count - 1) /
                                              static_cast<double>(*plan_.bytes_per_second));
  // Rounded up, so that the wake-up is never a moment too early.
  return begin_ + std::chrono::ceil<std::chrono::milliseconds>(elapsed);
}

}  // namespace everstrike::mock_server
