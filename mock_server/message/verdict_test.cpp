#include "mock_server/message/verdict.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

TEST(RejectStatus, DefaultsToTheDocumented503) {
  EXPECT_EQ(RejectStatus().of(Verdict::bad_signature), 503);
  EXPECT_EQ(RejectStatus().of(Verdict::unknown_path), 503);
}

TEST(RejectStatus, TakesASingleVerdictAndAll) {
  const auto one = RejectStatus::parse("bad_signature=401,unknown_key=403");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->of(Verdict::bad_signature), 401);
  EXPECT_EQ(one->of(Verdict::unknown_key), 403);
  EXPECT_EQ(one->of(Verdict::missing_id), 503);
  for (const char* text : {"all=400,unknown_order=404", "unknown_order=404,all=400"}) {
    const auto all = RejectStatus::parse(text);
    ASSERT_TRUE(all) << text;
    EXPECT_EQ(all->of(Verdict::missing_key), 400) << text;
    EXPECT_EQ(all->of(Verdict::unknown_order), 404) << text;
    EXPECT_EQ(all->of(Verdict::accepted), 200) << text;
  }
}

TEST(RejectStatus, NamesTheItemItCannotRead) {
  for (const char* text :
       {"bad_signature", "bad_signature=", "bad_signature=4x1", "bad_signature=200",
        "bad_signature=600", "=401", ",", "accepted=401", "badsignature=401"}) {
    const auto parsed = RejectStatus::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().find("expected"), std::string::npos) << text;
  }
}

TEST(RejectStatus, ARefusalHasOneStatus) {
  for (const char* text :
       {"bad_signature=401,bad_signature=403", "all=401,unknown_key=403,all=404"}) {
    const auto parsed = RejectStatus::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().find("was given a status before"), std::string::npos) << text;
  }
}

TEST(Verdict, EverySlugLeadsBackToItsVerdict) {
  for (int i = 0; i <= static_cast<int>(Verdict::invalid_field); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    EXPECT_EQ(verdict_of_slug(slug(verdict)), verdict);
    EXPECT_FALSE(explanation(verdict).empty());
  }
  EXPECT_EQ(verdict_of_slug("no_such_verdict"), std::nullopt);
}

}  // namespace
}  // namespace everstrike::mock_server
