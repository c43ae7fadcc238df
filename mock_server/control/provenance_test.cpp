#include "mock_server/control/provenance.hpp"

#include <gtest/gtest.h>

#include "mock_server/control/query.hpp"

namespace everstrike::mock_server {
namespace {

TEST(Provenance, ReadsTheTableAndNothingElse) {
  const auto rows = provenance_rows(
      "# Title\n\n| behaviour | provenance |\n| --- | --- |\n| one | documented |\n"
      "| two `a|b` | assumed: why, and how |\n| three | observed (in the bot) |\n\n"
      "| other | table |\n| --- | --- |\n| four | documented |\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].what, "one");
  EXPECT_EQ(rows[0].provenance, "documented");
  EXPECT_EQ(rows[0].note, "");
  EXPECT_EQ(rows[1].what, "two `a|b`");
  EXPECT_EQ(rows[1].note, "why, and how");
  EXPECT_EQ(rows[2].provenance, "observed");
  EXPECT_EQ(rows[2].note, "in the bot");
}

TEST(Query, IsClosed) {
  EXPECT_TRUE(Query::parse("a=1&b=x%20y", {"a", "b"}));
  EXPECT_EQ(Query::parse("c=1", {"a", "b"}).error(),
            "query: \"c\": unknown; expected one of: a, b");
  EXPECT_EQ(Query::parse("a=1&a=1", {"a"}).error(), "query: a: comes twice");
  const auto query = Query::parse("a=18446744073709551615&b=-1&c=1x", {"a", "b", "c"});
  ASSERT_TRUE(query);
  EXPECT_EQ(query->number("a", 0, ~0ULL), ~0ULL);
  EXPECT_EQ(query->number("a", 0, 10), std::nullopt);
  EXPECT_EQ(query->number("b", 0, 10), std::nullopt);
  EXPECT_EQ(query->number("c", 0, 10), std::nullopt);
  EXPECT_EQ(query->number("d", 7, 10), 7U);
}

TEST(Query, PathSegmentsAreDecodedStrictly) {
  EXPECT_EQ(percent_decode("a%2Fb+c%00"), std::string("a/b+c\0", 6));
  for (const char* broken : {"%", "%2", "%zz", "a%-1"}) {
    EXPECT_EQ(percent_decode(broken), std::nullopt) << broken;
  }
}

}  // namespace
}  // namespace everstrike::mock_server
