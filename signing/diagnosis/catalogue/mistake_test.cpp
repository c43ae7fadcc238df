#include "signing/diagnosis/catalogue/mistake.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "signing/diagnosis/hypotheses/budget.hpp"
#include "signing/diagnosis/hypotheses/steps.hpp"

namespace everstrike::diagnosis {
namespace {

TEST(Mistakes, EveryRowIsCompleteAndUnique) {
  std::set<std::string_view> slugs;
  std::map<std::string, int> last_number;
  ASSERT_EQ(mistakes().size(), kNumMistakes);
  for (const Mistake& row : mistakes()) {
    EXPECT_TRUE(slugs.insert(row.slug).second) << row.slug;
    EXPECT_EQ(row.slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"),
              std::string::npos);
    EXPECT_EQ(find_mistake(row.slug), &mistake(row.id));
    EXPECT_TRUE(row.fix.ends_with('.')) << row.slug;
    EXPECT_TRUE(row.looks_like.ends_with('.')) << row.slug;
    EXPECT_FALSE(row.title.empty() || row.title.ends_with('.')) << row.slug;
    EXPECT_FALSE(remedy(row.remedy).python.empty());
    EXPECT_EQ(remedy(row.remedy).id, row.remedy);
    // Numbers count from 1 in each group.
    const std::string number(row.number);
    EXPECT_EQ(std::stoi(number.substr(4)), ++last_number[number.substr(0, 3)]) << row.slug;
  }
  EXPECT_EQ(find_mistake("unexplained"), nullptr);
}

TEST(Steps, HoldTwoAtMostInTheCataloguesOrder) {
  const Steps hex = MistakeId::hex_instead_of_base64;
  const auto both = Steps(MistakeId::line_end_signed).with(hex);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->text(), "hex_instead_of_base64+line_end_signed");
  EXPECT_EQ(*both, *hex.with(MistakeId::line_end_signed));
  EXPECT_EQ(*both->with(hex), *both);
  EXPECT_FALSE(both->with(MistakeId::json_signed));
  EXPECT_EQ(Steps().text(), "");
  EXPECT_EQ(*hex.with(MistakeId::hex_instead_of_base64), hex);
}

TEST(Budget, EndsAtEitherLimit) {
  Budget few({.digests_max = 2, .bytes_max = 1 << 20});
  EXPECT_TRUE(few.take_digest(1));
  EXPECT_TRUE(few.take_digest(1));
  EXPECT_TRUE(few.spent());
  EXPECT_FALSE(few.take_digest(1));
  EXPECT_EQ(few.digests(), 2U);
  Budget small({.digests_max = 1000, .bytes_max = 1000});
  EXPECT_FALSE(small.take_digest(1000));
  EXPECT_TRUE(small.spent());
  EXPECT_EQ(small.digests(), 0U);
}

}  // namespace
}  // namespace everstrike::diagnosis
