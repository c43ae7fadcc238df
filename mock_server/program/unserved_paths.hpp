// Which paths were asked for that the mock does not serve. A client can't tell such an answer from
// "try again" (both are 503 on the exchange), so that a run would end well and have tested nothing:
// the log says it loudly, once for each path and once more when the run ends. Bounded: of more than
// 100 paths the first are remembered and the others counted. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/journal/entry.hpp"

namespace everstrike::mock_server {

class UnservedPaths {
 public:
  static constexpr std::size_t kMost = 100;

  // note gives what to say about an entry, if it is the first of its path.
  [[nodiscard]] std::optional<std::string> note(const Entry& entry);
  // summary gives what to say at the end, a line for each path; nothing if there is nothing to say.
  [[nodiscard]] std::vector<std::string> summary() const;

 private:
  struct Path {
    std::string method;  // of the first request
    std::uint64_t requests = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Path> paths_;
  std::uint64_t more_ = 0;  // requests for paths beyond those
};

}  // namespace everstrike::mock_server
