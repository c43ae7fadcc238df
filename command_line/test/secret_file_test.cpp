#include "command_line/secret_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace everstrike::command_line {
namespace {

TEST(SecretFile, OneLineEndIsNotPartOfTheSecret) {
  EXPECT_EQ(without_line_end("demo\n"), "demo");
  EXPECT_EQ(without_line_end("demo\r\n"), "demo");
  EXPECT_EQ(without_line_end("demo\n\n"), "demo\n");
  EXPECT_EQ(without_line_end("demo\r"), "demo\r");
  EXPECT_EQ(without_line_end(" demo "), " demo ");
  EXPECT_EQ(without_line_end("\n"), "");
  EXPECT_EQ(without_line_end(""), "");
}

TEST(SecretFile, KeepsEveryOtherByte) {
  const std::string path =
      ::testing::TempDir() + "everstrike_secret_file_" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary) << std::string("a\0\xFF b\n", 6);
  EXPECT_EQ(read_secret_file(path).value().reveal(), std::string("a\0\xFF b", 5));
  std::remove(path.c_str());
}

TEST(SecretFile, AMissingFileIsTheEnvironmentsFailure) {
  const auto secret = read_secret_file("/nowhere/secret");
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().exit_code, ExitCode::environment);
  EXPECT_EQ(secret.error().message,
            "the file with the secret: cannot be opened: No such file or directory");
}

}  // namespace
}  // namespace everstrike::command_line
