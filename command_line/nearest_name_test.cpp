#include "command_line/nearest_name.hpp"

#include <gtest/gtest.h>

namespace everstrike::command_line {
namespace {

const std::vector<std::string> kNames = {"listen", "port-file", "seed", "serve"};

TEST(NearestName, FindsADroppedAChangedAndASwappedLetter) {
  EXPECT_EQ(nearest_name("listn", kNames), "listen");
  EXPECT_EQ(nearest_name("port_file", kNames), "port-file");
  EXPECT_EQ(nearest_name("sevre", kNames), "serve");
}

TEST(NearestName, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest_name("journal", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("x", {}), std::nullopt);
  EXPECT_EQ(nearest_name(std::string(100'000, 'x'), kNames), std::nullopt);
}

}  // namespace
}  // namespace everstrike::command_line
