#include "mock_server/program/unserved_paths.hpp"

#include "json/writer.hpp"
#include "mock_server/exchange/nearest_path.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kShown = 120;  // bytes of a path

std::string path_of(const Entry& entry) {
  std::string path = entry.path.substr(0, entry.path.find('?'));
  if (path.size() > kShown) path.replace(kShown, path.npos, "…");
  return path;
}

// In quotes and escaped, so that no request can forge a line.
std::string quoted(const std::string& method, const std::string& path) {
  std::string text;
  json::append_string(text, method + " " + path);
  return text;
}

std::string nearest_text(const std::string& method, const std::string& path) {
  return "the nearest that it serves is " + std::string(nearest_endpoint(method, path));
}

std::string times(std::uint64_t n) { return n == 1 ? "once" : std::to_string(n) + " times"; }

}  // namespace

std::optional<std::string> UnservedPaths::note(const Entry& entry) {
  if (entry.verdict != Verdict::unknown_path) return std::nullopt;
  const std::string path = path_of(entry);
  const std::lock_guard lock(mutex_);
  const auto found = paths_.find(path);
  if (found != paths_.end()) {
    ++found->second.requests;
    return std::nullopt;
  }
  if (paths_.size() >= kMost) {
    ++more_;
    return std::nullopt;
  }
  paths_.emplace(path, Path{entry.method, 1});
  return "NOT SERVED: " + quoted(entry.method, path) +
         " is no call that this mock knows, and got " + std::to_string(entry.status) + "; " +
         nearest_text(entry.method, path);
}

std::vector<std::string> UnservedPaths::summary() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& [path, seen] : paths_) {
    lines.push_back("NOT SERVED in this run: " + quoted(seen.method, path) + ", asked for " +
                    times(seen.requests) + "; " + nearest_text(seen.method, path));
  }
  if (more_ > 0) {
    lines.push_back("NOT SERVED in this run: further paths, asked for " + times(more_));
  }
  return lines;
}

}  // namespace everstrike::mock_server
