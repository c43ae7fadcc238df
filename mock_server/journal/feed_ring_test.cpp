#include "mock_server/journal/feed_ring.hpp"

#include <gtest/gtest.h>

namespace everstrike::mock_server {
namespace {

TEST(FeedRing, KeepsTheNewestWithinItsBounds) {
  FeedRing ring({.notes_max = 3, .bytes_max = 1024 * 1024});
  for (int i = 0; i < 5; ++i) ring.add({.text = std::to_string(i)});
  const auto page = ring.read({});
  ASSERT_EQ(page.notes.size(), 3U);
  EXPECT_EQ(page.notes.front()->text, "2");
  EXPECT_EQ(page.last, 5U);
  EXPECT_EQ(page.dropped, 2U);
  EXPECT_EQ(ring.read({.after = 4}).notes.size(), 1U);
  FeedRing small({.notes_max = 100, .bytes_max = 4096});
  for (int i = 0; i < 10; ++i) small.add({.text = std::string(1000, 'x')});
  EXPECT_LT(small.read({}).notes.size(), 5U);
}

}  // namespace
}  // namespace everstrike::mock_server
