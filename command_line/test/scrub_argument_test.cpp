#include "command_line/scrub_argument.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace everstrike::command_line {
namespace {

// Arguments in writable memory, as main gets them.
class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {
    for (auto& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }
  bool scrub(std::string_view option) {
    return scrub_argument(static_cast<int>(words_.size()), pointers_.data(), option);
  }
  const std::string& operator[](std::size_t i) const { return words_[i]; }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

TEST(ScrubArgument, OverwritesBothSpellings) {
  Arguments arguments({"everstrike", "--secret", "hunter2", "--secret=s3cret", "cancel"});
  EXPECT_TRUE(arguments.scrub("--secret"));
  EXPECT_EQ(arguments[2], std::string("***\0\0\0\0", 7));
  EXPECT_EQ(arguments[3], std::string("--secret=***\0\0\0", 15));
  EXPECT_EQ(arguments[4], "cancel");
}

TEST(ScrubArgument, LeavesOtherOptionsAndWhatFollowsTheDashesAlone) {
  Arguments arguments({"everstrike", "--secret-file", "path", "--", "--secret", "text"});
  EXPECT_FALSE(arguments.scrub("--secret"));
  EXPECT_EQ(arguments[2], "path");
  EXPECT_EQ(arguments[5], "text");
}

TEST(ScrubArgument, SurvivesAMissingAndAnEmptyValue) {
  Arguments arguments({"everstrike", "--secret=", "--secret"});
  EXPECT_TRUE(arguments.scrub("--secret"));
  EXPECT_EQ(arguments[1], "--secret=");
}

}  // namespace
}  // namespace everstrike::command_line
