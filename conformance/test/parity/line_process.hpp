// A child process that answers one line for each line it gets. Its standard error stays ours, so
// its complaints are seen. Not thread-safe; the child ends when this object goes.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::conformance {

class LineProcess {
 public:
  // start runs `command` (found in PATH if it has no slash). The error is one line.
  [[nodiscard]] static Expected<LineProcess, std::string> start(
      const std::vector<std::string>& command);
  LineProcess(LineProcess&& other) noexcept;
  LineProcess& operator=(LineProcess&&) = delete;
  ~LineProcess();

  // ask writes `line` and waits for the answer; both without the line end. An error when the child
  // has ended.
  [[nodiscard]] Expected<std::string, std::string> ask(std::string_view line);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;
  LineProcess(pid_t pid, File stream) : pid_(pid), stream_(std::move(stream)) {}

  pid_t pid_ = -1;
  File stream_;  // of our end of the socket: read through it, written to beside it
};

}  // namespace everstrike::conformance
