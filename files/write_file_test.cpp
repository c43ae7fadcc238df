#include "files/write_file.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace everstrike::files {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class WriteFile : public ::testing::Test {
 protected:
  WriteFile() {
    std::string name = (fs::temp_directory_path() / "everstrike_files_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ / "file";
  }
  ~WriteFile() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string text() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] auto num_files() const {
    return std::distance(fs::directory_iterator(folder_), {});
  }
  [[nodiscard]] mode_t mode() const {
    struct stat found {};
    return ::stat(path_.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
  }

  fs::path folder_;
  fs::path path_;
};

TEST_F(WriteFile, PutsAFreshFileInTheOldOnesPlace) {
  std::ofstream(path_) << "a longer text of before";
  std::ifstream reader(path_);  // has the old file open
  ASSERT_TRUE(write_file(path_, "new"));
  EXPECT_EQ(text(), "new");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "a longer text of before");
  EXPECT_EQ(num_files(), 1);
}

TEST_F(WriteFile, HasTheModeAskedForWhateverTheMask) {
  const mode_t before = ::umask(0077);
  ASSERT_TRUE(write_file(path_, "x"));
  EXPECT_EQ(mode(), 0600U);
  ASSERT_TRUE(write_file(path_, "x", {.mode = 0644}));
  EXPECT_EQ(mode(), 0644U);
  ::umask(0);
  ASSERT_TRUE(write_file(path_, "x", {.mode = 0600, .survives_power = true}));
  EXPECT_EQ(mode(), 0600U);
  ::umask(before);
}

TEST_F(WriteFile, WritesThroughALinkAndLeavesIt) {
  const auto target = folder_ / "target";
  std::ofstream(target) << "a longer text of before";
  fs::create_symlink(target, path_);
  ASSERT_TRUE(write_file(path_, "new"));
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_EQ(text(), "new");
  EXPECT_EQ(num_files(), 2);
}

TEST_F(WriteFile, WritesIntoAPipeAndLeavesIt) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  const int reader = ::open(path_.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_TRUE(write_file(path_, "8080\n"));
  std::array<char, 16> bytes{};
  EXPECT_EQ(::read(reader, bytes.data(), bytes.size()), 5);
  ::close(reader);
  EXPECT_TRUE(is_no_regular_file(path_));
}

// Whoever can write to the folder knew the neighbour's name when it was made of the process's
// number, or ended in ".new".
TEST_F(WriteFile, FollowsNoLinkThatSomebodyHasPutBeside) {
  const auto victim = folder_ / "victim";
  std::ofstream(victim) << "precious";
  fs::create_symlink(victim, folder_ / "file.new");
  fs::create_symlink(victim, folder_ / ("file." + std::to_string(::getpid()) + ".part"));
  ASSERT_TRUE(write_file(path_, "new"));
  std::ifstream file(victim);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "precious");
}

TEST_F(WriteFile, ErrorsNameTheFileAndTheCause) {
  const std::string nowhere = (folder_ / "none" / "file").string();
  const auto written = write_file(nowhere, "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error(), nowhere + ": cannot be written here: No such file or directory");
  const auto folder = write_file(folder_, "x");
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error(), StartsWith(folder_.string() + ": "));
  EXPECT_THAT(folder.error(), HasSubstr("Is a directory"));
  const auto full = write_file("/dev/full", "x");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error(), "/dev/full: cannot be written: No space left on device");
}

TEST_F(WriteFile, AddsToWhatOthersWrote) {
  ASSERT_TRUE(write_into(path_, "a", Held::kept));
  ASSERT_TRUE(write_into(path_, "b", Held::kept));
  EXPECT_EQ(text(), "ab");
  ASSERT_TRUE(write_into(path_, "c"));
  EXPECT_EQ(text(), "c");
}

}  // namespace
}  // namespace everstrike::files
