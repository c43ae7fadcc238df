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

// A cancel every so many ms, each answered at once.
Evidence pausing(std::initializer_list<int> pauses) {
  Evidence seen;
  std::int64_t at = 0;
  const auto ask = [&] {
    SeenRequest request;
    request.entry.method = "POST";
    request.entry.path = "/auth/cancel";
    request.at_ms = request.answered_ms = at;
    seen.requests.push_back(std::move(request));
  };
  ask();
  for (const int pause : pauses) {
    at += pause;
    ask();
  }
  return seen;
}

Case named_case(const char* id) {
  Case one;
  one.id = id;
  return one;
}

// Fifteen attempts without a pause looked like pauses at a load of 26.
TEST(SecondLook, IsForPausesThatALoadMayHaveMade) {
  const Evidence slowed = pausing({10, 170, 30, 90, 200, 40});
  EXPECT_TRUE(is_doubtful_pass(named_case("retry/delay/01"), pass(), slowed));
  EXPECT_TRUE(is_doubtful_pass(named_case("retry/delay/02"), pass(), slowed));
  EXPECT_FALSE(is_doubtful_pass(named_case("retry/delay/01"), fail("hammering", "x"), slowed));
  EXPECT_FALSE(is_doubtful_pass(named_case("outcome/503/03"), pass(), slowed));
  const Evidence alike = pausing({61, 63, 60, 190, 240, 61});
  EXPECT_FALSE(is_doubtful_pass(named_case("retry/delay/01"), pass(), alike));
  EXPECT_TRUE(is_doubtful_pass(named_case("retry/delay/02"), pass(), alike));
  EXPECT_FALSE(is_doubtful_pass(named_case("retry/delay/02"), pass(),
                                pausing({60, 90, 120, 180, 240, 400})));
  const Evidence own = pausing({80, 160, 320});
  EXPECT_FALSE(is_doubtful_pass(named_case("retry/delay/01"), pass(), own));
  EXPECT_FALSE(is_doubtful_pass(named_case("retry/delay/02"), pass(), pausing({20, 160, 320})));
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
