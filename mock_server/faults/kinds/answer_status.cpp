#include "mock_server/faults/kinds/answer_status.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace everstrike::mock_server {
namespace {

// The date of an HTTP header, "Sun, 06 Nov 1994 08:49:37 GMT", as senders must write it (RFC 9110,
// 5.6.7): in English, whatever language the program around the mock speaks.
std::string http_date(std::int64_t unix_s) {
  using namespace std::chrono;
  static constexpr std::array kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds time{seconds(unix_s)};
  const auto midnight = floor<days>(time);
  const year_month_day date(midnight);
  const hh_mm_ss clock(time - midnight);
  std::array<char, 64> text;
  const int size = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
      kWeekdays[weekday(midnight).c_encoding()], static_cast<unsigned>(date.day()),
      kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

// The date is that of the Date header and so many seconds more, so that a client's own clock does
// not matter.
void ask_to_come_back(std::uint32_t after_s, const Moment& moment, Reply& reply) {
  const std::int64_t now_s = moment.unix_ms / 1000;
  reply.headers.emplace_back("Date", http_date(now_s));
  reply.headers.emplace_back("Retry-After", http_date(now_s + after_s));
}

}  // namespace

void AnswerStatus::read(FaultReader& reader) {
  read_whole(reader, "status", {200, 999}, status, json::Presence::required);
  read_word(reader, "body", kBodyKinds, body);
  std::uint32_t seconds = 0;
  read_whole(reader, "retry_after_s", {0, 86'400}, seconds);
  if (reader.has("retry_after_s")) retry_after_s = seconds;
  read_word(reader, "retry_after_as", kRetryAfterForms, retry_after_as);
  if (reader.has("retry_after_as") && !retry_after_s) {
    reader.fail("retry_after_as", "expected retry_after_s beside it");
  }
}

void AnswerStatus::apply(const Moment& moment, Answer& shaped) const {
  shaped.reply = answer_of_kind(body, status, std::move(shaped.reply));
  if (!retry_after_s) return;
  if (retry_after_as == RetryAfterForm::date) {
    return ask_to_come_back(*retry_after_s, moment, shaped.reply);
  }
  shaped.reply.headers.emplace_back("Retry-After", std::to_string(*retry_after_s));
}

}  // namespace everstrike::mock_server
