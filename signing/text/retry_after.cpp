#include "signing/text/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <locale>
#include <sstream>
#include <string>
#include <system_error>

#include "signing/text/http_date.hpp"

namespace everstrike::signing {
namespace {

constexpr std::chrono::milliseconds kWaitMax = std::chrono::hours(24);

}  // namespace

std::optional<std::chrono::milliseconds> wait_from_header(std::string_view retry_after,
                                                          std::string_view date,
                                                          std::optional<std::int64_t> received_at) {
  if (retry_after.empty()) return std::nullopt;
  const bool is_number = std::all_of(retry_after.begin(), retry_after.end(),
                                     [](char c) { return c >= '0' && c <= '9'; });
  std::int64_t seconds = 0;
  if (is_number) {
    const auto error =
        std::from_chars(retry_after.data(), retry_after.data() + retry_after.size(), seconds).ec;
    if (error == std::errc::result_out_of_range) return kWaitMax;
  } else {
    const auto until = seconds_of_http_date(retry_after);
    auto now = seconds_of_http_date(date);
    if (!now) now = received_at;
    if (!until || !now) return std::nullopt;
    seconds = std::max<std::int64_t>(0, *until - *now);
  }
  const auto seconds_max = std::chrono::duration_cast<std::chrono::seconds>(kWaitMax).count();
  return std::chrono::seconds(std::min<std::int64_t>(seconds, seconds_max));
}

std::optional<std::chrono::milliseconds> wait_from_message(std::string_view msg) {
  constexpr std::string_view kBefore = "again in ";
  const auto place = msg.find(kBefore);
  if (place == std::string_view::npos) return std::nullopt;
  const auto rest = msg.substr(place + kBefore.size());
  // Not std::from_chars, which not every standard library has for fractions yet.
  const std::string number(rest.substr(0, rest.find_first_not_of("0123456789.")));
  const auto unit = rest.substr(number.size());
  if (number.empty() || number.front() == '.' || unit.substr(0, 7) != " second") {
    return std::nullopt;
  }
  // Nor std::strtod, to which "0.043" is 0 where the program around us has a comma in its numbers.
  std::istringstream stream(number);
  stream.imbue(std::locale::classic());
  double seconds = 0;
  stream >> seconds;
  const double limit = std::chrono::duration<double, std::milli>(kWaitMax).count();
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(std::ceil(std::min(seconds * 1000, limit))));
}

}  // namespace everstrike::signing
