// What a busy machine may have brought about is asked once more; what it can't, is not.
#include "conformance/client/judge/second_look.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "conformance/client/judge/run.hpp"

namespace everstrike::conformance {
namespace {

Evidence after(std::int64_t duration_ms) {
  Evidence seen;
  seen.client.duration_ms = duration_ms;
  return seen;
}

TEST(SecondLook, IsForFailuresThatRestOnTime) {
  EXPECT_TRUE(deserves_second_look(fail("delays_do_not_grow", "x"), after(10)));
  EXPECT_FALSE(deserves_second_look(pass(), after(10)));
  // A delay makes pauses longer, never shorter.
  EXPECT_FALSE(deserves_second_look(fail("hammering", "x"), after(5000)));
  EXPECT_FALSE(deserves_second_look(fail("hex_instead_of_base64", "x"), after(5000)));
}

TEST(SecondLook, IsForMissingAnswersOnlyAfterAnyonesTimeout) {
  EXPECT_FALSE(deserves_second_look(fail("denied_although_confirmed", "x"), after(50)));
  EXPECT_TRUE(deserves_second_look(fail("denied_although_confirmed", "x"), after(2000)));
}

// A case whose judge fails by this mistake as often as told, and then is content.
struct Doubtful {
  std::shared_ptr<std::atomic<int>> looks = std::make_shared<std::atomic<int>>(0);
  Case asked(const std::string& mistake, int failures) const {
    Case one;
    one.id = "a/b/01";
    one.setting.tls = mock_server::TlsFault::untrusted;  // so that silence is no problem of the run
    one.judge = [looks = looks, mistake, failures](const Evidence&) {
      return ++*looks <= failures ? fail(mistake, "x") : pass();
    };
    return one;
  }
};

Verdict verdict_of(const Case& one) {
  RunSettings settings;
  settings.command = {"true"};
  const Cases cases = {one};
  return run_cases(cases, settings).cases.at(0).verdict;
}

TEST(SecondLook, DecidesWhenItIsBetter) {
  const Doubtful once;
  EXPECT_EQ(verdict_of(once.asked("delays_do_not_grow", 1)), Verdict::pass);
  EXPECT_EQ(*once.looks, 2);
}

TEST(SecondLook, ConfirmsAFailureThatStays) {
  const Doubtful always;
  EXPECT_EQ(verdict_of(always.asked("delays_do_not_grow", 100)), Verdict::fail);
}

TEST(SecondLook, IsNotGivenToOtherFailures) {
  const Doubtful once;
  EXPECT_EQ(verdict_of(once.asked("hammering", 1)), Verdict::fail);
  EXPECT_EQ(*once.looks, 1);
}

}  // namespace
}  // namespace everstrike::conformance
