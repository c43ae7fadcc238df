#include "conformance/client/judge/second_look.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {

bool deserves_second_look(const Judgement& judgement, const Evidence& seen) {
  // Hammering and ignored waits are none of them: no delay makes a pause shorter.
  constexpr std::array<std::string_view, 3> kAboutTime = {"delays_do_not_grow", "attempts_overlap",
                                                          "ignores_termination"};
  // Those of a client that may have had no answer before its timeout.
  constexpr std::array<std::string_view, 4> kAboutMissing = {
      "denied_although_confirmed", "ignored_that_it_is_gone", "certificate_not_trusted",
      "nothing_sent"};
  // Nobody's timeout is shorter.
  constexpr std::int64_t kTimeoutMinMs = 400;
  if (judgement.verdict != Verdict::fail) return false;
  const auto is_one_of = [&](const auto& slugs) {
    return std::find(slugs.begin(), slugs.end(), judgement.mistake) != slugs.end();
  };
  return is_one_of(kAboutTime) ||
         (is_one_of(kAboutMissing) && seen.client.duration_ms >= kTimeoutMinMs);
}

bool rests_on_pauses(const Judgement& judgement) {
  return judgement.verdict == Verdict::fail && judgement.mistake == "delays_do_not_grow";
}

bool is_doubtful_pass(const Case& one, const Judgement& judgement, const Evidence& seen) {
  constexpr std::int64_t kOwnPauseMinMs = 50;
  constexpr std::ptrdiff_t kManyPauses = 5;  // of fewer, jitter may make any one short
  if (judgement.verdict != Verdict::pass || !one.id.starts_with("retry/delay/")) return false;
  const auto pauses = pauses_between(seen.cancels());
  const auto count = std::ssize(pauses);
  if (one.id == "retry/delay/01") {
    return count >= 2 && *std::min_element(pauses.begin(), pauses.end()) < kOwnPauseMinMs;
  }
  if (count < kManyPauses) return false;
  // The shortest pauses are those that the machine added least to.
  const auto half = pauses.begin() + count / 2;
  const auto early = *std::min_element(pauses.begin(), half);
  const auto late = *std::min_element(half, pauses.end());
  return late < kOwnPauseMinMs || late * 10 <= early * 12;
}

}  // namespace everstrike::conformance
