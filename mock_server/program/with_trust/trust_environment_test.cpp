#include "mock_server/program/with_trust/trust_environment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

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

TEST(TrustEnvironment, TellsEachRuntimeOfTheCertificate) {
  const auto variables = merged({"NODE_EXTRA_CA_CERTS=old", "JAVA_TOOL_OPTIONS=-Xmx1g"},
                                trusting(files_in("/f"), 8443));
  for (const char* name : {"NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE",
                           "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "DENO_CERT", "EVERSTRIKE_CA_FILE"}) {
    EXPECT_THAT(variables, Contains(name + std::string("=/f/ca.pem")));
  }
  EXPECT_THAT(
      variables,
      Contains(StartsWith("JAVA_TOOL_OPTIONS=-Xmx1g -Djavax.net.ssl.trustStore=/f/ca.jks ")));
  EXPECT_THAT(variables, Contains("EVERSTRIKE_MOCK_URL=http://127.0.0.1:8443"));
  EXPECT_EQ(variables.size(), 9U);
}

TEST(TrustEnvironment, TakesProxiesAwayWhereNoneCanBeReached) {
  EXPECT_THAT(
      merged({"HTTPS_PROXY=http://a", "all_proxy=http://b", "NO_PROXY=c"}, without_proxies()),
      ElementsAre("NO_PROXY=c"));
}

TEST(TrustEnvironment, NothingPresentIsNothingToAddTo) {
  const std::vector<Variable> variables = {{"LIST", "new", Merge::prepend_list},
                                           {"OPTION", "-y", Merge::append_option}};
  EXPECT_THAT(merged({"LIST=", "OPTION="}, variables), ElementsAre("LIST=new", "OPTION=-y"));
  EXPECT_THAT(merged({"LISTS=1"}, variables), ElementsAre("LISTS=1", "LIST=new", "OPTION=-y"));
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
