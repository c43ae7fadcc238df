#include "mock_server/exchange/recv_window.hpp"

#include <algorithm>
#include <string>

#include "mock_server/exchange/field_reader.hpp"

namespace everstrike::mock_server {
namespace {

bool brings_window(const Call& call) {
  return std::ranges::any_of(call.fields, [](const auto& field) {
    return field.name == "recv_window" && !field.value.empty();
  });
}

std::string whole(double value) {
  // Beyond these nothing is a time, and a cast would be undefined.
  return std::to_string(static_cast<std::int64_t>(std::clamp(value, -9e15, 9e15)));
}

std::optional<Outcome> judge(std::optional<double> timestamp, std::optional<double> window,
                             std::int64_t unix_ms) {
  const auto now = static_cast<double>(unix_ms);
  if (!timestamp || !window || now - *timestamp <= *window) return std::nullopt;
  std::string detail = "timestamp " + whole(*timestamp) + ", now " + std::to_string(unix_ms) +
                       ", window " + whole(*window) + " ms";
  // The commonest reason: the time in seconds.
  if (*timestamp > now / 2000 && *timestamp < now / 500) detail += "; it looks like seconds";
  return Outcome{.verdict = Verdict::stale_timestamp,
                 .detail = std::move(detail),
                 .exact_msg = "The timestamp is too old."};
}

}  // namespace

std::optional<Outcome> refuse_stale(const Call& call) {
  if (!call.recv_window_ms && !brings_window(call)) return std::nullopt;
  FieldReader reader(named_values(call.fields));
  const auto timestamp = reader.number("timestamp");
  auto window = reader.number("recv_window");
  if (window && *window < 0) reader.fail("recv_window", "milliseconds from 0");
  if (reader.refusal()) return reader.refusal();
  if (!window && call.recv_window_ms) window = static_cast<double>(*call.recv_window_ms);
  return judge(timestamp, window, call.unix_ms);
}

std::optional<Outcome> refuse_stale_timestamp(const Call& call, double timestamp_ms) {
  std::optional<double> window;
  if (call.recv_window_ms) window = static_cast<double>(*call.recv_window_ms);
  for (const auto& field : call.fields) {
    if (field.name == "recv_window" && !field.value.empty()) window = read_number(field.value);
  }
  return judge(timestamp_ms, window, call.unix_ms);
}

std::string_view timestamp_note(const Call& call) {
  for (const auto& field : call.fields) {
    if (field.name != "timestamp") continue;
    const auto timestamp = read_number(field.value);
    if (!timestamp) return {};
    const auto now = static_cast<double>(call.unix_ms);
    const auto is_in = [&](double unit) {
      return *timestamp > now * unit / 2 && *timestamp < now * unit * 2;
    };
    if (is_in(1e-3)) return "timestamp_looks_like_seconds";
    if (is_in(1e3)) return "timestamp_looks_like_microseconds";
    if (is_in(1e6)) return "timestamp_looks_like_nanoseconds";
  }
  return {};
}

}  // namespace everstrike::mock_server
