#include "conformance/test/parity/random_payload.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

namespace everstrike::conformance {
namespace {

using signing::TypedList;
using signing::TypedPayload;
using signing::TypedValue;

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code_point >> shift) & 0x3fU)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    put(0xe0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xf0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// Fully assigned ranges, and single code points that have surprised somebody.
constexpr std::array<std::pair<char32_t, char32_t>, 14> kKnownRanges = {{{0x00, 0x7f},
                                                                         {0x20, 0x2f},
                                                                         {0x3a, 0x40},
                                                                         {0x5b, 0x60},
                                                                         {0x7b, 0x7e},
                                                                         {0x80, 0xff},
                                                                         {0x300, 0x36f},
                                                                         {0x400, 0x4ff},
                                                                         {0x2000, 0x2064},
                                                                         {0x4e00, 0x9fef},
                                                                         {0xac00, 0xd7a3},
                                                                         {0xe000, 0xf8ff},
                                                                         {0xfffc, 0xffff},
                                                                         {0x1f600, 0x1f64f}}};
constexpr std::array<char32_t, 8> kSurprising = {'~', ' ', '+', '%', '\'', '"', 0xfeff, 0x10ffff};

}  // namespace

char32_t RandomPayload::code_point(bool nested) {
  if (below(4) == 0) return kSurprising[below(kSurprising.size())];
  if (!nested && below(2) == 0) {
    const auto any = static_cast<char32_t>(below(0x110000 - 0x800));
    return any < 0xd800 ? any : any + 0x800;  // no surrogates: both languages throw at them
  }
  const auto [first, last] = kKnownRanges[below(kKnownRanges.size())];
  return first + static_cast<char32_t>(below(last - first + 1));
}

std::string RandomPayload::text(bool nested) {
  std::string text;
  for (auto left = below(12); left > 0; --left) append_utf8(text, code_point(nested));
  return text;
}

std::string RandomPayload::name() {
  static constexpr std::array<std::string_view, 12> kNames = {
      "id",         "timestamp",  "recv_window", "0",  "7",         "10",
      "4294967294", "4294967295", "01",          "-1", "__proto__", "ids[0]"};
  return below(2) == 0 ? std::string(kNames[below(kNames.size())]) : text(true);
}

// Draws are statements of their own: the order in which arguments are evaluated is the compiler's.
TypedValue RandomPayload::number() {
  const bool negative = below(4) == 0;
  const double sign = negative ? -1 : 1;
  switch (below(6)) {
    case 0:
      return {std::bit_cast<double>(engine_())};  // any double, NaN and infinities included
    case 1:
      return {sign * static_cast<double>(below(100'000))};
    case 2:
      return {sign * static_cast<double>(below(1'000'000'000)) / 1000};
    case 3: {
      const auto mantissa = static_cast<double>(below(1U << 20U));
      return {sign * std::ldexp(mantissa, static_cast<int>(below(120)) - 60)};
    }
    case 4:
      return {sign * std::pow(10.0, static_cast<double>(below(50)) - 25)};
    default:
      break;
  }
  std::string digits = negative ? "-" : "";
  digits += static_cast<char>('1' + below(9));
  for (auto left = below(40); left > 0; --left) digits += static_cast<char>('0' + below(10));
  return {signing::IntegerText{digits}};
}

TypedPayload RandomPayload::members(std::uint64_t count_max, int depth) {
  TypedPayload members;
  for (auto left = below(count_max + 1); left > 0; --left) {
    std::string member_name = name();
    members.emplace_back(std::move(member_name), value(depth));
  }
  return members;
}

TypedValue RandomPayload::value(int depth) {
  switch (below(depth < 3 ? 10 : 7)) {
    case 0:
      return {nullptr};
    case 1:
      return {below(2) == 0};
    case 2:
    case 3:
      return number();
    case 7: {
      TypedList list;
      for (auto left = below(4); left > 0; --left) list.push_back(value(depth + 1));
      return {std::move(list)};
    }
    case 8:
      return {members(3, depth + 1)};
    default:
      return {text(depth > 0)};
  }
}

TypedPayload RandomPayload::payload() { return members(8, 0); }

std::string RandomPayload::secret() {
  static constexpr std::array<std::size_t, 6> kBorders = {0, 1, 63, 64, 65, 200};
  if (below(2) == 0) return std::string(kBorders[below(kBorders.size())], 'k');
  std::string secret;
  for (auto left = below(200); left > 0; --left) append_utf8(secret, code_point(false));
  return secret;
}

}  // namespace everstrike::conformance
