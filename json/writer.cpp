#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace everstrike::json {
namespace {

// The same few prices and quantities come again and again, and the shortest text of one takes
// longer to find than everything around it to write. So each thread remembers some.
struct Written {
  std::uint64_t bits = 0;  // of the number; those of 0, which is not looked for here: none yet
  std::array<char, kNumberBytesMax> text{};
  unsigned char size = 0;
};

Written& written_like(double value) {
  constexpr unsigned kPlaces = 4;  // as bits of the index
  thread_local constinit std::array<Written, 1U << kPlaces> last{};
  const std::uint64_t mixed = std::bit_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15U;
  return last[mixed >> (64 - kPlaces)];
}

}  // namespace

char* write_number(char* to, double value) {
  // Most are small whole numbers, which need no search for the shortest text. The first one that is
  // shorter otherwise is 1e+05.
  constexpr double kPlainBelow = 100'000;
  if (value >= 0 && value < kPlainBelow && !std::signbit(value)) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return write_number(to, whole);
  }
  if (!std::isfinite(value)) return std::ranges::copy(std::string_view("null"), to).out;
  Written& last = written_like(value);
  const auto bits = std::bit_cast<std::uint64_t>(value);
  if (last.bits != bits) {
    last.size = static_cast<unsigned char>(
        std::to_chars(last.text.begin(), last.text.end(), value).ptr - last.text.begin());
    last.bits = bits;
  }
  std::memcpy(to, last.text.data(), last.text.size());
  return to + last.size;
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
