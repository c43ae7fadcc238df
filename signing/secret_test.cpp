#include "signing/secret.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace everstrike::signing {
namespace {

TEST(Secret, PrintsAsThreeStars) {
  std::ostringstream out;
  out << Secret("demo-secret");
  EXPECT_EQ(out.str(), "***");
}

}  // namespace
}  // namespace everstrike::signing
