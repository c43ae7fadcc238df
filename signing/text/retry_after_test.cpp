#include "signing/text/retry_after.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(wait_from_header("0", ""), seconds(0));
  EXPECT_EQ(wait_from_header("120", ""), seconds(120));
}

TEST(RetryAfter, ReadsADateAgainstTheAnswersOwnDate) {
  EXPECT_EQ(wait_from_header("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT"),
            seconds(30));
  EXPECT_EQ(wait_from_header("Sun, 06 Nov 1994 08:49:37 GMT", "Mon, 07 Nov 1994 08:49:07 GMT"),
            seconds(0));
  EXPECT_EQ(wait_from_header("Sun, 06 Nov 1994 08:49:37 GMT", ""), std::nullopt);
  EXPECT_EQ(wait_from_header("Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:07 1994"),
            seconds(30));
}

TEST(RetryAfter, UnreadableTextSaysNothing) {
  for (const char* text : {"", "soon", "-1", "1.5", "1e3", " 1", "0x10", "Sun, 06 Nov 1994"}) {
    EXPECT_EQ(wait_from_header(text, "Sun, 06 Nov 1994 08:49:07 GMT"), std::nullopt) << text;
  }
}

TEST(RetryAfter, EndsAtOneDay) {
  EXPECT_EQ(wait_from_header("86401", ""), hours(24));
  EXPECT_EQ(wait_from_header("99999999999999999999999999", ""), hours(24));
}

// The text is the exchange's own, as its bot's README quotes it.
TEST(RetryAfter, ReadsTheExchangesMessage) {
  EXPECT_EQ(wait_from_message("You have done that too much recently. Care to try again in 0.043 "
                              "seconds?"),
            milliseconds(43));
  EXPECT_EQ(wait_from_message("try again in 2 seconds"), milliseconds(2000));
  EXPECT_EQ(wait_from_message("try again in 0.0001 seconds"), milliseconds(1));
  EXPECT_EQ(wait_from_message("try again in 1" + std::string(30, '0') + " seconds"), hours(24));
}

TEST(RetryAfter, OtherMessagesSayNothing) {
  for (const char* text : {"", "Invalid request", "again in ", "again in a second",
                           "again in 5 minutes", "again in -5 seconds", "again in nan seconds"}) {
    EXPECT_EQ(wait_from_message(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace everstrike::signing
