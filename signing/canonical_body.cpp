#include "signing/canonical_body.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace everstrike::signing {
namespace {

constexpr std::uint32_t kArrayIndexMax = 4'294'967'294;

// The number that `name` is as an array index of ECMA-262 (0 to 2^32 - 2, written without sign,
// leading zero or exponent), if it is one.
std::optional<std::uint32_t> array_index(std::string_view name) {
  if (name.empty() || (name.size() > 1 && name[0] == '0')) return std::nullopt;
  std::uint32_t index = 0;
  const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (code != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return index <= kArrayIndexMax ? std::optional(index) : std::nullopt;
}

}  // namespace

std::string canonical_body(const Parameters& parameters, Dialect dialect) {
  std::string body;
  bool first = true;
  for (const auto& [name, value] : parameters) {
    if (!first) body += '&';
    first = false;
    encode_component(body, name, dialect);
    body += '=';
    encode_component(body, value, dialect);
  }
  return body;
}

Parameters as_javascript_object(const Parameters& parameters) {
  Parameters members;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& [name, value] : parameters) {
    if (name == "__proto__") continue;
    const auto [place, is_new] = places.try_emplace(name, members.size());
    if (is_new) {
      members.emplace_back(name, value);
    } else {
      members[place->second].second = value;
    }
  }
  const auto others = std::stable_partition(members.begin(), members.end(), [](const auto& member) {
    return array_index(member.first).has_value();
  });
  std::sort(members.begin(), others, [](const auto& a, const auto& b) {
    return array_index(a.first) < array_index(b.first);
  });
  return members;
}

}  // namespace everstrike::signing
