#include "mock_server/journal/journal_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace everstrike::mock_server {
namespace {

constexpr std::chrono::seconds kLookEvery{1};

}  // namespace

Expected<std::shared_ptr<JournalFile>, std::string> JournalFile::open(std::string path,
                                                                      std::uint64_t bytes_max) {
  std::shared_ptr<JournalFile> file(new JournalFile(std::move(path), bytes_max));
  const auto opened = file->open_here();
  if (!opened) return Unexpected<std::string>(opened.error());
  return file;
}

JournalFile::~JournalFile() {
  if (fd_ >= 0) ::close(fd_);
}

Expected<void, std::string> JournalFile::open_here() {
  const auto failed = [&](int error) {
    return Unexpected<std::string>(path_ + ": " + std::strerror(error));
  };
  // Readable too, to look at its last byte. Not waiting, so that a pipe that nobody reads loses
  // lines instead of stopping the mock.
  fd_ = ::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd_ < 0) return failed(errno);
  struct stat status {};
  if (::fstat(fd_, &status) != 0) return failed(errno);
  is_regular_ = S_ISREG(status.st_mode);
  if (is_regular_ && ::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK
               ? Unexpected<std::string>(path_ + ": another process writes its journal there")
               : failed(errno);
  }
  bytes_ = is_regular_ ? static_cast<std::uint64_t>(status.st_size) : 0;
  // What a crash left unfinished must not become the beginning of our first line.
  char last = '\n';
  if (bytes_ > 0 && ::pread(fd_, &last, 1, static_cast<off_t>(bytes_ - 1)) == 1 && last != '\n' &&
      ::write(fd_, "\n", 1) == 1) {
    ++bytes_;
  }
  return {};
}

bool JournalFile::is_still_here() const {
  struct stat here {};
  struct stat ours {};
  return ::stat(path_.c_str(), &here) == 0 && ::fstat(fd_, &ours) == 0 &&
         here.st_dev == ours.st_dev && here.st_ino == ours.st_ino;
}

// Where a new file can't be begun, lines in the moved one are better than none.
void JournalFile::follow() {
  if (!is_regular_ || fd_ < 0 || is_still_here()) return;
  const int moved = std::exchange(fd_, -1);
  const std::uint64_t moved_bytes = bytes_;
  if (const auto opened = open_here(); opened) {
    ::close(moved);
    return;
  } else {
    tell_once("it was moved or deleted, and can't be begun anew: " + opened.error());
  }
  if (fd_ >= 0) ::close(fd_);
  fd_ = moved;
  is_regular_ = true;
  bytes_ = moved_bytes;
}

void JournalFile::reopen() {
  const std::lock_guard lock(mutex_);
  follow();
}

void JournalFile::write_line(std::string& line) {
  line += '\n';
  const std::lock_guard lock(mutex_);
  if (const auto now = std::chrono::steady_clock::now(); now - looked_at_ >= kLookEvery) {
    looked_at_ = now;
    follow();
  }
  if (is_regular_ && bytes_max_ != 0 && bytes_ != 0 && bytes_ + line.size() > bytes_max_) rotate();
  if (fd_ < 0) return note_error("it can't be opened again");
  const auto write_rest = [&](std::size_t from) {
    ssize_t count = 0;
    do {
      count = ::write(fd_, line.data() + from, line.size() - from);
    } while (count < 0 && errno == EINTR);
    return count;
  };
  ssize_t written = write_rest(0);
  // Of a full disk the kernel says so only to whoever asks for more.
  if (written > 0 && written < static_cast<ssize_t>(line.size())) {
    const ssize_t more = write_rest(static_cast<std::size_t>(written));
    if (more > 0) written += more;
    if (more >= 0) errno = 0;
  }
  if (written == static_cast<ssize_t>(line.size())) {
    bytes_ += line.size();
    return;
  }
  note_error(errno != 0 ? std::strerror(errno) : "only a part of a line was written");
  // Half a line would spoil the next one too.
  if (written > 0 && (!is_regular_ || ::ftruncate(fd_, static_cast<off_t>(bytes_)) != 0)) {
    bytes_ += static_cast<std::uint64_t>(written);
    if (::write(fd_, "\n", 1) == 1) ++bytes_;
  }
}

void JournalFile::rotate() {
  const std::string older = path_ + ".1";
  if (std::rename(path_.c_str(), older.c_str()) != 0) {
    tell_once("can't be renamed to " + older + ": " + std::strerror(errno));
    return;
  }
  ::close(fd_);
  if (const auto opened = open_here(); !opened) tell_once(opened.error());
}

void JournalFile::note_error(const std::string& text) {
  ++errors_;
  tell_once(text + "; answers go on, lines are lost");
}

void JournalFile::tell_once(const std::string& text) {
  if (tell_) std::exchange(tell_, nullptr)("--journal-file: " + path_ + ": " + text);
}

}  // namespace everstrike::mock_server
