#include "client/program/readable_json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "json/parse.hpp"

namespace everstrike::client {
namespace {

TEST(ReadableJson, LeavesOrdinaryTextAlone) {
  for (const char* text : {"", "{}", "[1e308,-1.7976931348623157e308,1e-400]", "\"1e400\"",
                           R"(["\ud83d\ude00","\\ud800","\u00e9"])", "not JSON", "\"", "\"\\",
                           R"("\ud83d)", "1e400e", "01e400", "--1e400", "-", R"("\ud8zz")"}) {
    EXPECT_EQ(readable_json(text).value_or("unchanged"),
              std::string_view(text) == R"("\ud83d)" ? R"("\ufffd)" : "unchanged")
        << text;
  }
}

TEST(ReadableJson, ReplacesNumbersAndLoneSurrogatesByteForByte) {
  EXPECT_EQ(readable_json("[1e400,-1E+400,2]"), "[0.000,-0.0000,2]");
  EXPECT_EQ(readable_json("[" + std::string(310, '9') + "]"), "[0." + std::string(308, '0') + "]");
  EXPECT_EQ(readable_json(R"("\ud800\ud83d\ude00\uDC00")"), R"("\ufffd\ud83d\ude00\ufffd")");
  EXPECT_EQ(readable_json(R"("\ud800\ud800\udc00")"), R"("\ufffd\ud800\udc00")");
}

TEST(ReadableJson, FindsLoneSurrogatesAndNumbers) {
  EXPECT_TRUE(has_lone_surrogate(R"(["\udfff"])"));
  EXPECT_FALSE(has_lone_surrogate(R"(["\ud83d\ude00 \\ud800"])"));
  // Numbers as they are written: what the reader that was used here knows is where they stand.
  const std::string text = R"([-0,1.0,1e300,"3"])";
  const auto numbers = everstrike::json::parse(text);
  ASSERT_TRUE(numbers);
  std::vector<std::string> written;
  for (const auto& item : numbers->items) {
    if (!item.value.is_number()) continue;
    written.push_back(text.substr(item.value.begin, item.value.end - item.value.begin));
  }
  EXPECT_EQ(written, (std::vector<std::string>{"-0", "1.0", "1e300"}));
}

}  // namespace
}  // namespace everstrike::client
