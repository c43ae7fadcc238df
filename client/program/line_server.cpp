#include "client/program/line_server.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

namespace everstrike::client {
namespace {

constexpr std::size_t kReadBytes = 64U * 1024;
constexpr std::size_t kWriteBytes = 64U * 1024;

std::string failure(const char* what) {
  return std::string(what) + " failed: " + std::generic_category().message(errno);
}

class LineServer {
 public:
  LineServer(int in, int out, const LineHandler& handler, LineLimits limits)
      : in_(in), out_(out), handler_(handler), limits_(limits) {}

  Expected<LineTotals, std::string> run() {
    std::vector<char> chunk(kReadBytes);
    while (true) {
      if (!flush()) return Unexpected<std::string>(failure("writing the answers"));
      const auto count = ::read(in_, chunk.data(), chunk.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return Unexpected<std::string>(failure("reading the lines"));
      if (count == 0) break;
      if (!take({chunk.data(), static_cast<std::size_t>(count)})) {
        return Unexpected<std::string>(failure("writing the answers"));
      }
    }
    if (!line_.empty() || is_skipping_) end_line();
    if (!flush()) return Unexpected<std::string>(failure("writing the answers"));
    return totals_;
  }

 private:
  bool take(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto newline = bytes.find('\n');
      add(bytes.substr(0, newline));
      if (newline == std::string_view::npos) return true;
      bytes.remove_prefix(newline + 1);
      end_line();
      if (answers_.size() >= kWriteBytes && !flush()) return false;
    }
    return true;
  }

  void add(std::string_view piece) {
    if (is_skipping_) return;
    if (piece.size() > limits_.line_bytes_max - line_.size()) {
      is_skipping_ = true;
      std::string().swap(line_);
      return;
    }
    line_ += piece;
  }

  void end_line() {
    ++totals_.lines;
    const auto answer =
        is_skipping_
            ? line_error(totals_.lines,
                         "expected at most " + std::to_string(limits_.line_bytes_max) + " bytes")
            : handler_(line_, totals_.lines);
    if (answer.is_error) ++totals_.errors;
    answers_ += answer.text;
    answers_ += '\n';
    line_.clear();
    is_skipping_ = false;
  }

  bool flush() {
    std::size_t done = 0;
    while (done < answers_.size()) {
      const auto count = ::write(out_, answers_.data() + done, answers_.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      done += static_cast<std::size_t>(count);
    }
    answers_.clear();
    return true;
  }

  int in_;
  int out_;
  const LineHandler& handler_;
  LineLimits limits_;
  std::string line_;
  std::string answers_;
  bool is_skipping_ = false;
  LineTotals totals_;
};

}  // namespace

Expected<LineTotals, std::string> serve_lines(int in, int out, const LineHandler& handler,
                                              LineLimits limits) {
  return LineServer(in, out, handler, limits).run();
}

}  // namespace everstrike::client
