#include "client/http/chunk_line.hpp"

#include <cstddef>
#include <limits>

#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::client {
namespace {

void skip_blanks(std::string_view& rest) { rest = signing::trimmed_front(rest, " \t"); }

bool skip_token(std::string_view& rest) {
  std::size_t length = 0;
  while (length < rest.size() && signing::is_token_char(rest[length])) ++length;
  rest.remove_prefix(length);
  return length > 0;
}

// "text", in which a backslash takes the next character as it is.
bool skip_quoted(std::string_view& rest) {
  rest.remove_prefix(1);
  while (!rest.empty()) {
    const char c = rest.front();
    if (c == '\\' && rest.size() < 2) return false;
    rest.remove_prefix(c == '\\' ? 2 : 1);
    if (c == '"') return true;
  }
  return false;
}

// *( BWS ";" BWS name [ BWS "=" BWS value ] )
bool are_extensions(std::string_view rest) {
  while (!rest.empty()) {
    skip_blanks(rest);
    if (!rest.starts_with(';')) return false;
    rest.remove_prefix(1);
    skip_blanks(rest);
    if (!skip_token(rest)) return false;
    auto after = rest;
    skip_blanks(after);
    if (!after.starts_with('=')) continue;
    after.remove_prefix(1);
    skip_blanks(after);
    if (!(after.starts_with('"') ? skip_quoted(after) : skip_token(after))) return false;
    rest = after;
  }
  return true;
}

}  // namespace

std::optional<std::uint64_t> read_chunk_line(std::string_view line) {
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t size = 0;
  std::size_t digits = 0;
  for (; digits < line.size(); ++digits) {
    const int value = signing::hex_digit_value(line[digits]);
    if (value < 0) break;
    size = size > kMax >> 4U ? kMax : size << 4U | static_cast<std::uint64_t>(value);
  }
  if (digits == 0 || !signing::is_value(line) || !are_extensions(line.substr(digits))) {
    return std::nullopt;
  }
  return size;
}

}  // namespace everstrike::client
