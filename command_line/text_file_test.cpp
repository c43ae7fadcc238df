#include "command_line/text_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace everstrike::command_line {
namespace {

class TextFile : public ::testing::Test {
 protected:
  void TearDown() override { std::remove(path_.c_str()); }
  void write(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }

  std::string path_ = ::testing::TempDir() + "everstrike_text_file_" + std::to_string(::getpid());
};

TEST_F(TextFile, GivesTheBytesUnchanged) {
  const std::string bytes("a\r\n\0\xFF\n", 6);
  write(bytes);
  EXPECT_EQ(read_text_file(path_).value(), bytes);
}

TEST_F(TextFile, AFileOfExactlyTheLimitIsRead) {
  write("12345");
  EXPECT_EQ(read_text_file(path_, {.bytes_max = 5}).value(), "12345");
}

TEST_F(TextFile, AFileOverTheLimitIsRefusedInOneLine) {
  write("123456");
  const auto text = read_text_file(path_, {.bytes_max = 5});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, path_ + ": is larger than 5 bytes");
  EXPECT_EQ(text.error().exit_code, ExitCode::environment);
}

TEST_F(TextFile, AMissingFileIsNamed) {
  const auto text = read_text_file(path_);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, path_ + ": cannot be opened: No such file or directory");
  EXPECT_EQ(text.error().exit_code, ExitCode::environment);
}

TEST_F(TextFile, ADirectoryIsNotAFile) {
  const auto text = read_text_file("/");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "/: cannot be read: Is a directory");
}

TEST_F(TextFile, APipeIsReadToItsEnd) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "piped", 5), 5);
  ::close(ends[1]);
  EXPECT_EQ(read_descriptor(ends[0], "pipe").value(), "piped");
  ::close(ends[0]);
}

}  // namespace
}  // namespace everstrike::command_line
