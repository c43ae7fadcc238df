#include "mock_server/program/with_trust/trust_environment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TrustEnvironment, KeepsWhatTheUserHasThere) {
  const std::vector<std::string> present = {"A=1", "LIST=old", "OPTION=-x", "GONE=1", "LIST2=2"};
  EXPECT_THAT(merged(present, {{"A", "2"},
                               {"LIST", "new", Merge::prepend_list},
                               {"OPTION", "-y", Merge::append_option},
                               {"OPTION", "-z", Merge::append_option},
                               {"GONE", "", Merge::remove},
                               {"FRESH", "-n", Merge::append_option}}),
              ElementsAre("LIST2=2", "A=2", "LIST=new:old", "OPTION=-x -y -z", "FRESH=-n"));
}

TEST(TrustEnvironment, ExportsAreForAnyShell) {
  EXPECT_EQ(as_exports({{"A", "it's"},
                        {"L", "/x", Merge::prepend_list},
                        {"O", "-y", Merge::append_option},
                        {"G", "", Merge::remove}}),
            "export A='it'\\''s'\n"
            "export L='/x'\"${L:+:$L}\"\n"
            "export O=\"${O:+$O }\"'-y'\n"
            "unset G\n");
}

TEST(TrustEnvironment, RedirectsNamesButNotThisMachine) {
  const auto variables =
      merged({}, redirecting(files_in("/f"), {"a.example", "localhost", "127.0.0.1", "::1"}, 8443));
  EXPECT_THAT(variables, Contains("EVERSTRIKE_TRUST_HOSTS=a.example"));
  EXPECT_THAT(variables, Contains("HTTPS_PROXY=http://127.0.0.1:8443"));
  EXPECT_THAT(variables, Contains("NO_PROXY=localhost,127.0.0.1,::1"));
  EXPECT_THAT(variables, Not(Contains(HasSubstr("ALL_PROXY"))));
}

}  // namespace
}  // namespace everstrike::mock_server
