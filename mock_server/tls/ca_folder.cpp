#include "mock_server/tls/ca_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "files/write_file.hpp"

namespace everstrike::mock_server {
namespace {

constexpr mode_t kOwner = S_IRUSR | S_IWUSR;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;
constexpr std::time_t kHourInSeconds = 3600;
constexpr std::time_t kDayInSeconds = 24 * kHourInSeconds;
constexpr std::size_t kPemBytesMax = 64 * 1024;

std::string cause() { return std::generic_category().message(errno); }

Expected<void, TrustError> check_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return trust_error(folder + ": cannot make this folder: " + cause());
  }
  struct stat found {};
  if (::lstat(folder.c_str(), &found) != 0) return trust_error(folder + ": " + cause());
  if (S_ISLNK(found.st_mode) && ::stat(folder.c_str(), &found) != 0) {
    return trust_error(folder + ": " + cause());
  }
  if (!S_ISDIR(found.st_mode)) return trust_error(folder + ": expected a folder");
  if (found.st_uid != ::geteuid()) {
    return trust_error(folder + ": belongs to another user, who could exchange the key in it");
  }
  if ((found.st_mode & kOthersWrite) != 0) {
    return trust_error(folder + ": others may write here and could exchange the key; chmod 700 it");
  }
  return {};
}

// A file that was checked and read through one descriptor, so that nobody can swap it in between.
// nullopt-like: `text` is empty and `exists` false when there is none.
struct Found {
  std::string text;
  bool exists = false;
};

Expected<Found, TrustError> read_own_file(const std::string& path, mode_t forbidden) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 && errno == ENOENT) return Found{};
  if (fd < 0) return trust_error(path + ": " + cause());
  struct stat found {};
  Found file{.text = {}, .exists = true};
  std::string problem;
  if (::fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) {
    problem = "expected an ordinary file";
  } else if (found.st_uid != ::geteuid()) {
    problem = "belongs to another user";
  } else if ((found.st_mode & forbidden) != 0) {
    problem = "has permissions for others; chmod 600 it, or make a new authority elsewhere";
  } else {
    file.text.resize(kPemBytesMax);
    const auto size = ::read(fd, file.text.data(), file.text.size());
    if (size < 0) problem = cause();
    file.text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  }
  ::close(fd);
  if (!problem.empty()) return trust_error(path + ": " + problem);
  return file;
}

// Those that begin at once in an empty folder would each make an authority, and leave the key of
// one beside the certificate of another; so each waits until the one before it is done.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    constexpr int kTries = 500;
    constexpr unsigned kPauseUs = 10'000;
    for (int i = 0; i < kTries && !is_held_; ++i) {
      if (i > 0) ::usleep(kPauseUs);
      // Where there are no locks there is nothing to wait for.
      is_held_ = ::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    }
  }
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  [[nodiscard]] bool is_held() const { return is_held_; }

 private:
  const int fd_;
  bool is_held_ = false;
};

}  // namespace

Expected<KeptCa, TrustError> keep_ca(const std::string& folder,
                                     const std::vector<std::string>& hosts, int days,
                                     std::time_t now) {
  if (auto safe = check_folder(folder); !safe) return Unexpected<TrustError>(safe.error());
  const FolderLock lock(folder);
  if (!lock.is_held()) return trust_error(folder + ": is locked by another process");
  const std::string certificate_file = folder + "/ca.pem";
  const std::string key_file = folder + "/ca-key.pem";
  const auto key = read_own_file(key_file, kOthers);
  if (!key) return Unexpected<TrustError>(key.error());
  const auto certificate = read_own_file(certificate_file, kOthersWrite);
  if (!certificate) return Unexpected<TrustError>(certificate.error());

  if (key->exists && certificate->exists) {
    auto kept = LocalCa::from_pem(certificate->text, key->text);
    if (!kept) return trust_error(folder + ": " + kept.error());
    for (const std::string& host : hosts) {
      if (!kept->vouches_for(host)) {
        return trust_error(certificate_file + ": this authority may not vouch for " + host +
                           "; take another folder, or remove it and let clients trust a new one");
      }
    }
    if (kept->valid_to() > now + kHourInSeconds)
      return KeptCa{std::move(*kept), certificate_file, false};
  } else if (key->exists || certificate->exists) {
    return trust_error(folder +
                       ": holds only one of ca.pem and ca-key.pem; remove it to begin anew");
  }
  auto made =
      LocalCa::make(hosts, {.from = now - kHourInSeconds, .to = now + days * kDayInSeconds});
  if (!made) return trust_error(made.error());
  const auto write = [](const std::string& path, const std::string& text, mode_t mode) {
    return files::write_file(path, text, {.mode = mode, .survives_power = true});
  };
  const auto written = write(key_file, made->key_pem(), kOwner).and_then([&] {
    return write(certificate_file, made->certificate_pem(), kOwner | S_IRGRP | S_IROTH);
  });
  if (!written) return trust_error(written.error());
  return KeptCa{std::move(*made), certificate_file, true};
}

}  // namespace everstrike::mock_server
