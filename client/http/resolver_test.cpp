#include "client/http/resolver.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace everstrike::client {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

std::chrono::steady_clock::time_point in(std::chrono::steady_clock::duration time) {
  return std::chrono::steady_clock::now() + time;
}

std::vector<Address> one_address() { return std::vector<Address>(1); }

TEST(Resolver, AnAddressIsItselfAndNobodyIsAsked) {
  Resolver resolver([](const std::string&, int) -> Resolver::Found {
    ADD_FAILURE() << "somebody was asked";
    return Unexpected<std::string>("no");
  });
  for (const char* host : {"127.0.0.1", "::1"}) {
    const auto found = resolver.resolve(host, 80, in(hours(1)));
    ASSERT_TRUE(found) << host;
    EXPECT_EQ(found->size(), 1U);
    EXPECT_NE(found->front().bytes, 0U);
  }
}

TEST(Resolver, TheSystemKnowsLocalhost) {
  Resolver resolver;
  EXPECT_TRUE(resolver.resolve("localhost", 80, in(hours(1))));
}

TEST(Resolver, ANameThatIsNotKnownSaysWhyAndIsAskedForAgain) {
  std::atomic<int> num_asked = 0;
  Resolver resolver([&](const std::string&, int) -> Resolver::Found {
    ++num_asked;
    return Unexpected<std::string>("Name or service not known");
  });
  for (int i = 1; i <= 3; ++i) {
    const auto found = resolver.resolve("nowhere.invalid", 80, in(hours(1)));
    ASSERT_FALSE(found);
    EXPECT_FALSE(found.error().is_late);
    EXPECT_EQ(found.error().reason, "Name or service not known");
    EXPECT_EQ(num_asked, i);
  }
}

TEST(Resolver, ASilentNameServerIsNotWaitedForAndNotAskedTwice) {
  std::atomic<int> num_asked = 0;
  std::promise<void> release;
  auto released = release.get_future().share();
  {
    Resolver resolver([&num_asked, released](const std::string&, int) -> Resolver::Found {
      ++num_asked;
      released.wait();
      return one_address();
    });
    for (int i = 0; i < 3; ++i) {
      const auto found = resolver.resolve("silent.invalid", 80, in(milliseconds(5)));
      ASSERT_FALSE(found);
      EXPECT_TRUE(found.error().is_late);
    }
    EXPECT_EQ(num_asked, 1);
    auto late = std::async(std::launch::async, [&] {
      return resolver.resolve("silent.invalid", 80, in(hours(1))).has_value();
    });
    release.set_value();
    EXPECT_TRUE(late.get());
    EXPECT_EQ(num_asked, 1);
    EXPECT_TRUE(resolver.resolve("silent.invalid", 80, in(hours(1))));
    EXPECT_EQ(num_asked, 2);
  }
}

// The thread outlives the resolver, and must find what it needs.
TEST(Resolver, MayGoBeforeTheLookUpEnds) {
  auto release = std::make_shared<std::promise<void>>();
  auto ended = std::make_shared<std::promise<void>>();
  auto is_over = ended->get_future();
  {
    Resolver resolver([release, ended](const std::string&, int) -> Resolver::Found {
      release->get_future().wait();
      ended->set_value();
      return one_address();
    });
    EXPECT_FALSE(resolver.resolve("silent.invalid", 80, in(milliseconds(1))));
  }
  release->set_value();
  is_over.wait();
}

}  // namespace
}  // namespace everstrike::client
