#include "mock_server/pipeline/earlier_bodies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EarlierBodies, AreGivenLatestFirstAndOnce) {
  EarlierBodies bodies;
  EXPECT_THAT(bodies.latest_first(), IsEmpty());
  for (const char* body : {"id=1", "id=2", "id=1", "", "id=3"}) bodies.remember(body);
  EXPECT_THAT(bodies.latest_first(), ElementsAre("id=3", "id=2", "id=1"));
}

TEST(EarlierBodies, AreFewAndShort) {
  EarlierBodies bodies;
  bodies.remember(std::string(EarlierBodies::kBodyBytesMax, 'a'));
  bodies.remember(std::string(EarlierBodies::kBodyBytesMax + 1, 'b'));
  EXPECT_EQ(bodies.latest_first().size(), 1U);
  for (int i = 0; i < 20; ++i) bodies.remember("id=" + std::to_string(i));
  const auto latest = bodies.latest_first();
  ASSERT_EQ(latest.size(), EarlierBodies::kBodiesMax);
  EXPECT_EQ(latest.front(), "id=19");
  EXPECT_EQ(latest.back(), "id=12");
}

}  // namespace
}  // namespace everstrike::mock_server
