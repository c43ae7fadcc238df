#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace everstrike::json {

char* write_number(char* to, double value) {
  // Most are small whole numbers, which need no search for the shortest text. The first one that is
  // shorter otherwise is 1e+05.
  constexpr double kPlainBelow = 100'000;
  if (value >= 0 && value < kPlainBelow && !std::signbit(value)) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return write_number(to, whole);
  }
  if (!std::isfinite(value)) return std::ranges::copy(std::string_view("null"), to).out;
  return std::to_chars(to, to + kNumberBytesMax, value).ptr;
}

char* write_number(char* to, std::int64_t value) {
  return std::to_chars(to, to + kNumberBytesMax, value).ptr;
}

void append_number(std::string& out, double value) {
  std::array<char, kNumberBytesMax> buffer;
  out.append(buffer.data(), write_number(buffer.data(), value));
}

void append_number(std::string& out, std::int64_t value) {
  std::array<char, kNumberBytesMax> buffer;
  out.append(buffer.data(), write_number(buffer.data(), value));
}

}  // namespace everstrike::json
