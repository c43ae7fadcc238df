// The journal's file: one JSON object a line (docs/journal-format.md), for those who read it after
// the mock has gone, however it went. Each line is handed to the kernel by one write(2) of its own
// before the answer leaves, so a killed process loses nothing that a client was told, and at most
// the last line is incomplete (when the disk was full or the machine went down).
// A file that reaches its limit becomes FILE.1, in place of an older one, and a new one begins.
// When writing fails, the answers go on: the failures are counted and the first one is told.
// A file that was moved or deleted is begun anew: noticed at the first line after a second, and at
// once by reopen().
// One process writes a file at a time; a lock on the file sees to it. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

class JournalFile {
 public:
  // open creates the file or goes on at its end. `bytes_max` 0: it is never rotated. The error is
  // one line with the path and the cause.
  [[nodiscard]] static Expected<std::shared_ptr<JournalFile>, std::string> open(
      std::string path, std::uint64_t bytes_max);
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  // reopen goes on in a new file if the old one is no longer where it was; what logrotate asks for.
  void reopen();
  // write_line appends `line` and a line end, which it has afterwards.
  void write_line(std::string& line);
  // Called once, at the first failure, with one line. Set it before the first line is written.
  void on_first_error(std::function<void(const std::string&)> tell) { tell_ = std::move(tell); }
  // errors counts the lines that could not be written.
  [[nodiscard]] std::uint64_t errors() const { return errors_; }

 private:
  JournalFile(std::string path, std::uint64_t bytes_max)
      : path_(std::move(path)), bytes_max_(bytes_max) {}
  [[nodiscard]] Expected<void, std::string> open_here();
  [[nodiscard]] bool is_still_here() const;
  void follow();
  void rotate();
  void note_error(const std::string& text);
  void tell_once(const std::string& text);

  const std::string path_;
  const std::uint64_t bytes_max_;
  std::function<void(const std::string&)> tell_;
  std::mutex mutex_;
  int fd_ = -1;
  bool is_regular_ = false;
  std::uint64_t bytes_ = 0;
  std::chrono::steady_clock::time_point looked_at_{};
  std::atomic<std::uint64_t> errors_{0};
};

}  // namespace everstrike::mock_server
