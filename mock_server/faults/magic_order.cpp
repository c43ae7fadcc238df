#include "mock_server/faults/magic_order.hpp"

#include <charconv>

namespace everstrike::mock_server {
namespace {

// Enough to end inside the body of every answer, and inside its JSON.
constexpr std::size_t kKeptBytes = 40;

// Takes what stands before the next "-" off the front of `rest`; nullopt without one.
std::optional<std::string_view> take_word(std::string_view& rest) {
  const auto dash = rest.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto word = rest.substr(0, dash);
  rest.remove_prefix(dash + 1);
  return word;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

std::optional<Fault> fault_of(std::string_view word) {
  if (word == "reset") return ResetPeer{};
  if (word == "close") return CloseSilently{};
  if (word == "hang") return Hang{};
  if (word == "cut") return TruncateBody{.keep = kKeptBytes};
  if (word == "half") {
    return TruncateBody{.keep = kKeptBytes, .content_length = TruncateBody::Length::honest};
  }
  if (word == "html") return AnswerStatus{.status = 503, .body = BodyKind::html};
  if (word == "garbage") return Garbage{};
  const auto status = number(word);
  if (status && word.size() == 3 && *status >= 400 && *status <= 599) {
    return AnswerStatus{.status = static_cast<int>(*status)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<OrdersAhead::Filled> magic_filled(std::string_view order_id) {
  if (order_id.starts_with("mock-filled-")) return OrdersAhead::Filled::all;
  if (order_id.starts_with("mock-partly-filled-")) return OrdersAhead::Filled::half;
  return std::nullopt;
}

std::optional<MagicOrder> magic_order(std::string_view order_id) {
  if (!order_id.starts_with(kMagicPrefix)) return std::nullopt;
  std::string_view rest = order_id.substr(kMagicPrefix.size());
  const auto kind = take_word(rest);
  const auto detail = take_word(rest);
  if (!kind || !detail) return std::nullopt;

  MagicOrder magic;
  magic.rule.id = std::string(order_id.substr(0, order_id.size() - rest.size() - 1));
  magic.always = rest.starts_with("always-");
  if (*kind == "slow") {
    const auto ms = number(*detail);
    if (!ms || *ms > kDelayMsMax) return std::nullopt;
    magic.rule.phase = Phase::after_effect;
    magic.rule.fault = DelayReply{FixedDelay{*ms}};
    return magic;
  }
  auto fault = fault_of(*kind);
  if (!fault || (*detail != "before" && *detail != "after")) return std::nullopt;
  magic.rule.phase = *detail == "before" ? Phase::before_effect : Phase::after_effect;
  magic.rule.fault = std::move(*fault);
  return magic;
}

}  // namespace everstrike::mock_server
