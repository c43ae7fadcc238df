#include "mock_server/exchange/nearest_path.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "mock_server/exchange/router.hpp"
#include "signing/text/ascii.hpp"

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

// How many letters have to be put in, left out or changed (Levenshtein).
std::size_t letters_off(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
    }
  }
  return row.back();
}

// How far `asked` is from `path`; kFar where nobody would take one for the other.
std::size_t distance(std::string_view asked, std::string_view path) {
  if (asked == path) return 0;
  if (asked.ends_with(path)) return 1;  // something in front of it
  if (asked.size() > 1 && path.ends_with(asked)) return 2;
  const std::size_t off = letters_off(asked, path);
  return off <= kLettersOffMax ? 2 + off : kFar;
}

bool is_plain(std::string_view text) {
  return text.size() <= kPathBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string path_hint(std::string_view method, std::string_view path) {
  if (!is_plain(path)) return {};
  std::string hint = "\"" + std::string(path) + "\"";
  const std::string asked = settled(path);
  std::string_view nearest;
  std::size_t nearest_by = kFar;
  for (const std::string_view name : endpoint_names()) {
    const std::size_t blank = name.find(' ');
    std::size_t by = distance(asked, name.substr(blank + 1));
    if (by == kFar) continue;
    by = 2 * by + (name.substr(0, blank) == method ? 0 : 1);
    if (by >= nearest_by) continue;
    nearest = name;
    nearest_by = by;
  }
  if (!nearest.empty()) hint.append("; the nearest is ").append(nearest);
  return hint;
}

}  // namespace everstrike::mock_server
