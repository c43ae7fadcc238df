#include "signing/text/http_date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace everstrike::signing {
namespace {

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

struct Parts {
  int year = 0;
  int month = 0;  // from 1
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

int* number_of(char letter, Parts& parts) {
  switch (letter) {
    case 'Y':
      return &parts.year;
    case 'd':
      return &parts.day;
    case 'h':
      return &parts.hour;
    case 'm':
      return &parts.minute;
    case 's':
      return &parts.second;
    default:
      return nullptr;
  }
}

// Reads `text` along `form`, in which Y, d, h, m and s stand for a digit, _ for a digit of the day
// or a blank, B for the three letters of a month, and everything else for itself.
std::optional<Parts> read_along(std::string_view form, std::string_view text) {
  Parts parts;
  std::size_t at = 0;
  for (const char letter : form) {
    if (at >= text.size()) return std::nullopt;
    if (letter == 'B') {
      const auto place = kMonths.find(text.substr(at, 3));
      if (text.size() - at < 3 || place == std::string_view::npos || place % 3 != 0) {
        return std::nullopt;
      }
      parts.month = static_cast<int>(place / 3) + 1;
      at += 3;
      continue;
    }
    const char c = text[at++];
    if (letter == '_' && c == ' ') continue;
    int* const number = number_of(letter == '_' ? 'd' : letter, parts);
    if (number == nullptr ? c != letter : c < '0' || c > '9') return std::nullopt;
    if (number != nullptr) *number = *number * 10 + (c - '0');
  }
  return at == text.size() ? std::optional(parts) : std::nullopt;
}

std::optional<std::int64_t> seconds_of(const Parts& parts) {
  using namespace std::chrono;
  const year_month_day date{year(parts.year), month(static_cast<unsigned>(parts.month)),
                            day(static_cast<unsigned>(parts.day))};
  // A leap second is written as 60.
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  const auto time =
      sys_days(date) + hours(parts.hour) + minutes(parts.minute) + seconds(parts.second);
  return time.time_since_epoch() / seconds(1);
}

}  // namespace

std::optional<std::int64_t> seconds_of_http_date(std::string_view text) {
  const auto name = text.substr(0, text.find_first_of(", "));
  const auto rest = text.substr(name.size());
  const bool is_weekday = std::ranges::any_of(kWeekdays, [&](std::string_view weekday) {
    return name == weekday || name == weekday.substr(0, 3);
  });
  if (!is_weekday) return std::nullopt;
  // Sun, 06 Nov 1994 08:49:37 GMT, the one that is still written; then Sun Nov  6 08:49:37 1994.
  for (const char* form : {", dd B YYYY hh:mm:ss GMT", " B _d hh:mm:ss YYYY"}) {
    if (const auto parts = read_along(form, rest)) return seconds_of(*parts);
  }
  // Sunday, 06-Nov-94 08:49:37 GMT, of the years from 1970 to 2069.
  auto parts = read_along(", dd-B-YY hh:mm:ss GMT", rest);
  if (!parts) return std::nullopt;
  parts->year += parts->year < 70 ? 2000 : 1900;
  return seconds_of(*parts);
}

}  // namespace everstrike::signing
