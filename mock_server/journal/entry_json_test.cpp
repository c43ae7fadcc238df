#include "mock_server/journal/entry_json.hpp"

#include <gmock/gmock.h>

namespace everstrike::mock_server {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(EntryJson, SaysOnlyWhatThereIsToSay) {
  const std::string text = entry_json({.number = 7, .time_ms = 5});
  EXPECT_THAT(text, StartsWith(R"({"number":7,"time_ms":5,)"));
  EXPECT_THAT(text, HasSubstr(R"("phase":"","effect":{"kind":"none","orders":[]},)"));
  EXPECT_THAT(text, Not(HasSubstr("fills")));
}

TEST(EntryJson, TellsWhatIsKeptAsData) {
  const std::string text = entry_json({.number = 8,
                                       .time_ms = 5,
                                       .verdict = Verdict::faulted,
                                       .phase = Phase::after_effect,
                                       .effect = {.kind = Effect::Kind::filled,
                                                  .order_ids = {"a"},
                                                  .fills = {{"a", 0.5, 0.25}, {"b", 1, 0}}},
                                       .wire_end = WireEnd::hang});
  EXPECT_THAT(text, HasSubstr(R"("verdict":"faulted",)"));
  EXPECT_THAT(text, HasSubstr(R"("phase":"after_effect",)"
                              R"("effect":{"kind":"filled","orders":["a"],"fills":[)"
                              R"({"order":"a","qty":0.5,"remaining":0.25},)"
                              R"({"order":"b","qty":1,"remaining":0}]},)"));
  EXPECT_THAT(text, HasSubstr(R"("end":"hang",)"));
}

TEST(EntryJson, TellsOfTheControlSideOnlyWhatItDid) {
  EXPECT_EQ(entry_json({.kind = EntryKind::control,
                        .number = 8,
                        .time_ms = 5,
                        .api_key = "k",
                        .effect = {.kind = Effect::Kind::filled,
                                   .order_ids = {"a"},
                                   .fills = {{"a", 0.5, 0.25}}}}),
            R"({"number":8,"kind":"control","time_ms":5,"api_key":"k","effect":{"kind":"filled",)"
            R"("orders":["a"],"fills":[{"order":"a","qty":0.5,"remaining":0.25}]}})");
}

}  // namespace
}  // namespace everstrike::mock_server
