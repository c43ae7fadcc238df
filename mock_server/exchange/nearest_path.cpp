#include "mock_server/exchange/nearest_path.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "mock_server/exchange/router.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/edit_distance.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kPathBytesMax = 120;
constexpr std::size_t kLettersOffMax = 2;
constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();

// Without doubled and trailing slashes, in lower case, with one slash in front.
std::string settled(std::string_view path) {
  std::string result = "/";
  for (const char c : path) {
    if (c != '/' || result.back() != '/') result += signing::ascii_lower(c);
  }
  if (result.size() > 1 && result.back() == '/') result.pop_back();
  return result;
}

// How far `asked` is from `path`; kFar where nobody would take one for the other.
std::size_t distance(std::string_view asked, std::string_view path) {
  if (asked == path) return 0;
  if (asked.ends_with(path)) return 1;  // something in front of it
  if (asked.size() > 1 && path.ends_with(asked)) return 2;
  const std::size_t off = signing::edits_between(asked, path);
  return off <= kLettersOffMax ? 2 + off : kFar;
}

struct Nearest {
  std::string_view name;  // "POST /auth/cancel"
  bool is_near = false;
};

Nearest nearest_to(std::string_view method, std::string_view path,
                   const std::vector<std::string_view>& names) {
  const std::string asked = settled(path.substr(0, kPathBytesMax));
  Nearest nearest;
  std::size_t nearest_by = kFar;
  for (const std::string_view name : names) {
    const std::size_t blank = name.find(' ');
    const std::string_view own = name.substr(blank + 1);
    std::size_t by = distance(asked, own);
    const bool is_near = by != kFar;
    if (!is_near) by = kPathBytesMax + signing::edits_between(asked, own);
    by = 2 * by + (name.substr(0, blank) == method ? 0 : 1);
    if (by >= nearest_by) continue;
    nearest = {name, is_near};
    nearest_by = by;
  }
  return nearest;
}

bool is_plain(std::string_view text) {
  return text.size() <= kPathBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string path_hint(std::string_view method, std::string_view path,
                      const std::vector<std::string_view>& names) {
  if (!is_plain(path)) return {};
  std::string hint = "\"" + std::string(path) + "\"";
  const Nearest nearest = nearest_to(method, path, names);
  if (nearest.is_near) hint.append("; the nearest is ").append(nearest.name);
  return hint;
}

std::string path_hint(std::string_view method, std::string_view path) {
  return path_hint(method, path, endpoint_names());
}

std::string_view nearest_endpoint(std::string_view method, std::string_view path) {
  return nearest_to(method, path, endpoint_names()).name;
}

}  // namespace everstrike::mock_server
