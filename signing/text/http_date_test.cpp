#include "signing/text/http_date.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "signing/text/retry_after.hpp"

namespace everstrike::signing {
namespace {

// The dates are those of RFC 9110, 5.6.7; the numbers are what Python's calendar.timegm says.
TEST(HttpDate, UnderstandsAllThreeForms) {
  EXPECT_EQ(seconds_of_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  EXPECT_EQ(seconds_of_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), 784111777);
  EXPECT_EQ(seconds_of_http_date("Sun Nov  6 08:49:37 1994"), 784111777);
  EXPECT_EQ(seconds_of_http_date("Wed Nov 16 08:49:37 1994"), 784975777);
  EXPECT_EQ(seconds_of_http_date("Thu, 29 Feb 2024 23:59:60 GMT"), 1709251200);
  EXPECT_EQ(seconds_of_http_date("Saturday, 28-Nov-26 01:00:05 GMT"), 1795827605);
  EXPECT_EQ(seconds_of_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
}

TEST(HttpDate, OtherTextsAreNoDates) {
  for (const char* text : {"",
                           "Sun",
                           "Sun,",
                           "Sun, 06 Nov 1994",
                           "Sun, 06 Nov 1994 08:49:37",
                           "So, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 GMT ",
                           "Sun, 06 Nov 1994 08:49:37 CET",
                           " Sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 31 Nov 1994 08:49:37 GMT",
                           "Sun, 00 Nov 1994 08:49:37 GMT",
                           "Wed, 29 Feb 2023 08:49:37 GMT",
                           "Sun, 06 ovD 1994 08:49:37 GMT",
                           "Sun, 06 No",
                           "Sun, 06 Nov 1994 24:49:37 GMT",
                           "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Sun, 06 Nov 1994 08:49:61 GMT",
                           "Sun, -6 Nov 1994 08:49:37 GMT",
                           "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sunday, 06-Nov-1994 08:49:37 GMT",
                           "Sun Nov 6 08:49:37 1994",
                           "784111777"}) {
    EXPECT_EQ(seconds_of_http_date(text), std::nullopt) << text;
  }
}

// A German program around us; where the machine has no such locale, one is made for the test.
class InGerman : public testing::Test {
 protected:
  void SetUp() override {
    if (speaks()) return;
    const std::string folder = testing::TempDir() + "locale_" + std::to_string(::getpid());
    std::filesystem::create_directory(folder);
    const std::string make = "localedef -i de_DE -f ISO-8859-1 " + folder + "/de_DE.ISO-8859-1 >&2";
    ::setenv("LOCPATH", folder.c_str(), 1);
    const bool made = std::system(make.c_str()) == 0 && speaks();
    ::unsetenv("LOCPATH");
    std::filesystem::remove_all(folder);
    if (!made) GTEST_SKIP() << "no German locale here, and Debian's package `locales` is missing";
  }
  void TearDown() override { std::setlocale(LC_ALL, "C"); }

 private:
  static bool speaks() {
    return std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr ||
           std::setlocale(LC_ALL, "de_DE.ISO-8859-1") != nullptr;
  }
};

TEST_F(InGerman, DatesAndFractionsAreReadAsEver) {
  ASSERT_STREQ(std::localeconv()->decimal_point, ",");
  EXPECT_EQ(seconds_of_http_date("Tue, 06 Dec 1994 08:49:37 GMT"), 786703777);
  EXPECT_EQ(wait_from_message("Care to try again in 0.043 seconds?"),
            std::chrono::milliseconds(43));
}

}  // namespace
}  // namespace everstrike::signing
