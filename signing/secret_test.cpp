#include "signing/secret.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <type_traits>
#include <utility>

namespace everstrike::signing {
namespace {

TEST(Secret, PrintsAsThreeStars) {
  std::ostringstream out;
  out << Secret("demo-secret") << ' ' << Secret();
  EXPECT_EQ(out.str(), "*** ***");
}

// Otherwise a formatter that takes any text would print the bytes.
TEST(Secret, TurnsIntoTextOnlyByName) {
  EXPECT_FALSE((std::is_convertible_v<Secret, std::string>));
  EXPECT_FALSE((std::is_convertible_v<Secret, std::string_view>));
  EXPECT_FALSE((std::is_convertible_v<std::string_view, Secret>));
}

TEST(Secret, KeepsEveryByte) {
  const std::string bytes("\0\xff\n a", 5);
  EXPECT_EQ(Secret(bytes).reveal(), bytes);
  EXPECT_TRUE(Secret().empty());
  EXPECT_FALSE(Secret(std::string_view("\0", 1)).empty());
}

TEST(Secret, ComparesBytes) {
  EXPECT_EQ(Secret("abc"), Secret("abc"));
  EXPECT_NE(Secret("abc"), Secret("abd"));
  EXPECT_NE(Secret("abc"), Secret("ab"));
  EXPECT_NE(Secret("ab"), Secret(std::string_view("ab\0", 3)));
  EXPECT_EQ(Secret(), Secret(""));
}

class SecretOfLength : public testing::TestWithParam<std::size_t> {
 protected:
  const std::string bytes_ = std::string(GetParam(), 's');
};

TEST_P(SecretOfLength, CopiesAndMoves) {
  const Secret original(bytes_);
  Secret copy(original);
  Secret moved(std::move(copy));
  EXPECT_EQ(moved.reveal(), bytes_);
  EXPECT_EQ(copy.reveal(), "");  // NOLINT(bugprone-use-after-move): that's what is promised

  Secret assigned("another secret that is longer than a short string's buffer");
  assigned = original;
  EXPECT_EQ(assigned.reveal(), bytes_);
  Secret target("other");
  target = std::move(assigned);
  EXPECT_EQ(target.reveal(), bytes_);
  EXPECT_EQ(assigned.reveal(), "");  // NOLINT(bugprone-use-after-move)

  Secret& same = target;
  target = same;
  EXPECT_EQ(target.reveal(), bytes_);
  target = std::move(same);
  EXPECT_EQ(target.reveal(), bytes_);
}

// Around the lengths up to which strings keep their characters inside (15 or 22).
INSTANTIATE_TEST_SUITE_P(Lengths, SecretOfLength,
                         testing::Values(0U, 1U, 15U, 16U, 22U, 23U, 4096U));

}  // namespace
}  // namespace everstrike::signing
