#include "mock_server/wire/outbound.hpp"

#include <algorithm>
#include <utility>

namespace everstrike::mock_server {
namespace {

// A dribble faster than this many steps a second sends several bytes a step.
constexpr std::uint64_t kStepsPerSecond = 200;

}  // namespace

Outbound::Outbound(std::string head, std::string body, WirePlan plan, Clock::time_point now)
    : head_(std::move(head)),
      body_(std::move(body)),
      plan_(std::move(plan)),
      begin_(now + plan_.delay) {
  if (plan_.raw_answer) {
    head_ = std::move(*plan_.raw_answer);
    body_.clear();
  }
  if (plan_.bytes_per_second)
    plan_.bytes_per_second = std::max<std::uint64_t>(1, *plan_.bytes_per_second);
  if (plan_.cut_after && *plan_.cut_after < size()) {
    const std::size_t kept = *plan_.cut_after;
    body_.resize(kept - std::min(kept, head_.size()));
    head_.resize(std::min(kept, head_.size()));
    if (plan_.end == WireEnd::keep) plan_.end = WireEnd::close;
  }
}

Outbound::Step Outbound::next(Clock::time_point now) const {
  if (is_timed() && now < begin_) return Wait{begin_};
  if (sent_ == size()) {
    if (more_) return Fetch{};
    return Finished{plan_.end};
  }
  const auto allowed = allowed_at(now);
  if (allowed > sent_) {
    const std::size_t n = allowed - sent_;
    if (sent_ < head_.size()) return Send{std::string_view(head_).substr(sent_, n)};
    return Send{std::string_view(body_).substr(sent_ - head_.size(), n)};
  }
  const auto step = std::max<std::uint64_t>(1, *plan_.bytes_per_second / kStepsPerSecond);
  return Wait{time_of(std::min(size(), sent_ + static_cast<std::size_t>(step)))};
}

void Outbound::add(std::string bytes, bool is_last) {
  std::string().swap(body_);
  head_ = std::move(bytes);
  sent_ = 0;
  more_ = !is_last;
}

// The first byte may leave at once, the n-th (n-1)/rate later.
std::size_t Outbound::allowed_at(Clock::time_point now) const {
  if (!plan_.bytes_per_second) return size();
  const std::chrono::duration<double> elapsed = now - begin_;
  const double allowed = 1 + elapsed.count() * static_cast<double>(*plan_.bytes_per_second);
  const auto all = static_cast<double>(size());
  return static_cast<std::size_t>(std::min(allowed, all));
}

Outbound::Clock::time_point Outbound::time_of(std::size_t byte_count) const {
  const std::chrono::duration<double> elapsed(static_cast<double>(byte_count - 1) /
                                              static_cast<double>(*plan_.bytes_per_second));
  // Rounded up, so that the wake-up is never a moment too early.
  return begin_ + std::chrono::ceil<std::chrono::milliseconds>(elapsed);
}

}  // namespace everstrike::mock_server
