#include "mock_server/journal/pattern.hpp"

#include <gtest/gtest.h>

#include "mock_server/journal/near_miss.hpp"

namespace everstrike::mock_server {
namespace {

Entry sample() {
  return {
      .api_key = "k",
      .method = "POST",
      .path = "/auth/cancel?x=1",
      .head = "POST /auth/cancel?x=1 HTTP/1.1\r\nX-Thing: one\r\nx-thing:  two \r\nEmpty:\r\n\r\n",
      .body = "id=a%20b&id=c&empty=",
      .verdict = Verdict::faulted,
      .fault = "rule;seed=1;n=2",
      .effect = {.kind = Effect::Kind::cancelled, .order_ids = {"o1", "o2"}},
      .status = 503};
}

TEST(Pattern, EachFieldIsComparedAsText) {
  for (const Expectation& holds : Pattern{{"api_key", "k"},
                                          {"path", "/auth/cancel"},
                                          {"target", "/auth/cancel?x=1"},
                                          {"fault", "rule"},
                                          {"fault_replay", "rule;seed=1;n=2"},
                                          {"status", "503"},
                                          {"order_id", "o2"},
                                          {"diagnosis", std::nullopt},
                                          {"secret_on_wire", "false"},
                                          {"body.id", "a b"},
                                          {"body.id", "c"},
                                          {"body.empty", ""},
                                          {"body.other", std::nullopt},
                                          {"headers.X-THING", "two"},
                                          {"headers.empty", ""},
                                          {"headers.none", std::nullopt}}) {
    EXPECT_TRUE(matches(sample(), {holds})) << holds.field;
  }
  for (const Expectation& fails : Pattern{{"api_key", "K"},
                                          {"fault", std::nullopt},
                                          {"diagnosis", ""},
                                          {"order_id", "o1, o2"},
                                          {"body.id", "a%20b"},
                                          {"body.empty", std::nullopt},
                                          {"no_such_field", "x"}}) {
    EXPECT_FALSE(matches(sample(), {fails})) << fails.field;
  }
}

TEST(Pattern, APathIsWithoutTheHostThatAbsoluteFormHas) {
  auto entry = sample();
  entry.path = "http://mock:8080/auth/cancel?x=1";
  EXPECT_TRUE(matches(entry, {{"path", "/auth/cancel"}}));
  EXPECT_TRUE(matches(entry, {{"target", "http://mock:8080/auth/cancel?x=1"}}));
  EXPECT_FALSE(matches(entry, {{"target", "/auth/cancel?x=1"}}));
  entry.path.clear();  // what was no HTTP has none
  EXPECT_TRUE(matches(entry, {{"path", std::nullopt}}));
}

TEST(Pattern, DifferencesSayWhatWasFound) {
  const auto found =
      differences(sample(), {{"verdict", "accepted"}, {"body.id", "x"}, {"phase", "x"}});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].found, "faulted");
  EXPECT_EQ(found[1].found, "a b, c");
  EXPECT_EQ(found[2].found, std::nullopt);
}

TEST(NearMiss, TheClosestComeFirstThoseOfOtherKeysLastAndAmongEqualsTheNewest) {
  std::vector<std::shared_ptr<const Entry>> entries;
  for (const auto& [key, verdict] :
       std::vector<std::pair<std::string, Verdict>>{{"a", Verdict::accepted},
                                                    {"b", Verdict::faulted},
                                                    {"a", Verdict::faulted},
                                                    {"b", Verdict::accepted},
                                                    {"b", Verdict::faulted}}) {
    entries.push_back(std::make_shared<const Entry>(
        Entry{.number = entries.size() + 1, .api_key = key, .verdict = verdict}));
  }
  std::vector<std::uint64_t> numbers;
  for (const auto& miss : near_misses(entries, {{"api_key", "a"}, {"verdict", "accepted"}})) {
    numbers.push_back(miss.entry->number);
  }
  EXPECT_EQ(numbers, (std::vector<std::uint64_t>{3, 4, 5}));
}

}  // namespace
}  // namespace everstrike::mock_server
