#include "signing/diagnosis/text/time_spelling.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;
using Seconds = std::chrono::sys_seconds;

struct Moment {
  Seconds second;
  std::string fraction;  // its digits behind the point, as written
  bool is_epoch = false;
};

std::optional<int> digits_at(Text text, std::size_t place, std::size_t digits) {
  if (place + digits > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(place, digits)) {
    if (!signing::is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// The zone at the end: only those that say UTC, or none.
bool says_utc(Text zone) {
  constexpr std::array<Text, 16> kZones = {
      "",       "Z",       "z",    "+00:00", "-00:00", "+0000",      "+00",   " UTC",
      " +0000", " +00:00", " GMT", " Z",     "UTC",    " +0000 UTC", "[UTC]", "Z[UTC]"};
  for (const Text known : kZones) {
    if (zone == known) return true;
  }
  return false;
}

std::optional<Moment> read_iso(Text text) {
  const bool is_compact = text.size() >= 15 && text[8] == 'T' && text.find('-') == Text::npos;
  const std::size_t gap = is_compact ? 0 : 1;
  const auto year = digits_at(text, 0, 4);
  const auto month = digits_at(text, 4 + gap, 2);
  const auto day = digits_at(text, 6 + 2 * gap, 2);
  std::size_t place = 8 + 2 * gap;
  if (!year || !month || !day || text.size() <= place) return std::nullopt;
  if (!is_compact && (text[4] != '-' || text[7] != '-')) return std::nullopt;
  if (text[place] != 'T' && text[place] != 't' && text[place] != ' ') return std::nullopt;
  const auto hour = digits_at(text, place + 1, 2);
  const auto minute = digits_at(text, place + 3 + gap, 2);
  if (!hour || !minute) return std::nullopt;
  place += 5 + gap;
  std::optional<int> second = 0;
  if (place < text.size() && (is_compact || text[place] == ':')) {
    second = digits_at(text, place + gap, 2);
    place += 2 + gap;
  }
  if (!second) return std::nullopt;
  Moment moment;
  if (place < text.size() && (text[place] == '.' || text[place] == ',')) {
    for (++place; place < text.size() && signing::is_digit(text[place]); ++place)
      moment.fraction += text[place];
  }
  if (place > text.size() || !says_utc(text.substr(place)) || moment.fraction.size() > 9)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  moment.second = std::chrono::sys_days(date) + std::chrono::hours(*hour) +
                  std::chrono::minutes(*minute) + std::chrono::seconds(*second);
  return moment;
}

constexpr std::array<Text, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "Mon, 05 Jan 2026 04:56:03 GMT"
std::optional<Moment> read_http_date(Text text) {
  if (text.size() < 26 || text[3] != ',' || !says_utc(text.substr(25))) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (text.substr(8, 3) != kMonths[i]) continue;
    const std::string month = std::to_string(i + 101).substr(1);
    return read_iso(std::string(text.substr(12, 4)) + "-" + month + "-" +
                    std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)));
  }
  return std::nullopt;
}

// Seconds since 1970 or their thousandths, of this century.
std::optional<Moment> read_epoch(Text text) {
  const std::size_t point = text.find('.');
  const Text whole = text.substr(0, point);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
  if (error != std::errc() || end != whole.data() + whole.size()) return std::nullopt;
  Moment moment;
  moment.is_epoch = true;
  if (whole.size() == 10) {
    if (point != Text::npos) moment.fraction = text.substr(point + 1);
  } else if (whole.size() == 13 && point == Text::npos) {
    moment.fraction = whole.substr(10);
    number /= 1000;
  } else {
    return std::nullopt;
  }
  if (number < 946'684'800 || number > 4'102'444'800 || moment.fraction.size() > 9)
    return std::nullopt;
  moment.second = Seconds(std::chrono::seconds(static_cast<std::int64_t>(number)));
  return moment;
}

std::string two(unsigned number) {
  std::string text = std::to_string(number);
  return text.size() < 2 ? "0" + text : text;
}

struct Calendar {
  std::string year, month, day, hour, minute, second;
  Text weekday, month_name;
};

Calendar calendar_of(Seconds moment) {
  constexpr std::array<Text, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const auto days = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss time(moment - days);
  const auto month = static_cast<unsigned>(date.month());
  return {std::to_string(static_cast<int>(date.year())),
          two(month),
          two(static_cast<unsigned>(date.day())),
          two(static_cast<unsigned>(time.hours().count())),
          two(static_cast<unsigned>(time.minutes().count())),
          two(static_cast<unsigned>(time.seconds().count())),
          kDays[std::chrono::weekday(days).c_encoding()],
          kMonths[month - 1]};
}

// The fraction with so many digits, or "-" where it has more than zeros beyond them.
std::string cut_or_padded(std::string fraction, std::size_t digits) {
  if (fraction.size() > digits) {
    if (fraction.find_first_not_of('0', digits) != std::string::npos) return "-";
    fraction.resize(digits);
  }
  fraction.append(digits - fraction.size(), '0');
  return fraction;
}

}  // namespace

std::vector<std::string> time_family(std::string_view text) {
  if (text.size() < 10 || text.size() > 40) return {};
  auto moment = read_iso(text);
  if (!moment) moment = read_http_date(text);
  if (!moment) moment = read_epoch(text);
  if (!moment) return {};
  const Calendar at = calendar_of(moment->second);
  const std::string date = at.year + "-" + at.month + "-" + at.day;
  const std::string clock = at.hour + ":" + at.minute + ":" + at.second;
  std::string bare = moment->fraction;
  while (bare.ends_with('0')) bare.pop_back();
  std::vector<std::string> fractions = {moment->fraction,
                                        "",
                                        cut_or_padded(moment->fraction, 3),
                                        cut_or_padded(moment->fraction, 6),
                                        bare,
                                        cut_or_padded(moment->fraction, 7),
                                        cut_or_padded(moment->fraction, 9),
                                        cut_or_padded(moment->fraction, 1),
                                        cut_or_padded(moment->fraction, 2),
                                        moment->fraction.substr(0, 3),
                                        moment->fraction.substr(0, 6)};
  std::vector<std::string> all;
  const auto add_zones = [&](std::span<const Text> zones, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      for (const Text between : {"T", " "}) {
        for (const Text zone : zones) {
          const bool applies = fractions[i] != "-" && (i == 0 || fractions[i] != fractions[0]);
          all.push_back(!applies ? ""
                                 : date + std::string(between) + clock +
                                       (fractions[i].empty() ? "" : "." + fractions[i]) +
                                       std::string(zone));
        }
      }
    }
  };
  constexpr std::array<Text, 3> kUsualZones = {"", "Z", "+00:00"};
  constexpr std::array<Text, 8> kOddZones = {" UTC",       "+0000",  " +0000", "+00",
                                             " +0000 UTC", "Z[UTC]", " GMT",   " +00:00"};
  add_zones(kUsualZones, 0, 4);
  add_zones(kUsualZones, 4, fractions.size());
  add_zones(kOddZones, 0, 4);
  const std::string seconds = std::to_string(moment->second.time_since_epoch().count());
  for (const std::size_t digits : {0U, 3U, 6U, 9U}) {
    const std::string fraction = cut_or_padded(moment->fraction, digits);
    all.push_back(fraction == "-" ? "" : seconds + fraction);
    all.push_back(fraction == "-" || digits == 0 ? "" : seconds + "." + fraction);
  }
  all.push_back(seconds + ".0");
  all.push_back(bare.empty() ? "" : seconds + "." + bare);
  const auto add = [&](std::string spelling) { all.push_back(std::move(spelling)); };
  const std::string day_month = at.day + " " + std::string(at.month_name) + " " + at.year;
  add(std::string(at.weekday) + ", " + day_month + " " + clock + " GMT");
  add(std::string(at.weekday) + ", " + day_month + " " + clock + " +0000");
  add(std::string(at.weekday) + ", " + day_month + " " + clock + " UTC");
  add(std::string(at.weekday) + " " + std::string(at.month_name) + " " + at.day + " " + at.year +
      " " + clock + " GMT+0000 (Coordinated Universal Time)");
  add(std::string(at.weekday) + " " + std::string(at.month_name) + " " + at.day + " " + clock +
      " UTC " + at.year);
  add(std::string(at.weekday) + " " + std::string(at.month_name) + " " +
      (at.day[0] == '0' ? " " + at.day.substr(1) : at.day) + " " + clock + " " + at.year);
  add(at.year + at.month + at.day + "T" + at.hour + at.minute + at.second + "Z");
  add(at.year + at.month + at.day + "T" + at.hour + at.minute + at.second);
  add(at.year + at.month + at.day + at.hour + at.minute + at.second);
  add(date + "T" + at.hour + ":" + at.minute);
  add(date + "T" + at.hour + ":" + at.minute + "Z");
  add(date + " " + at.hour + ":" + at.minute);
  add(date);
  add(at.month + "/" + at.day + "/" + at.year + " " + clock);
  add(at.day + "/" + at.month + "/" + at.year + " " + clock);
  add(at.day + "." + at.month + "." + at.year + " " + clock);
  return all;
}

}  // namespace everstrike::diagnosis
