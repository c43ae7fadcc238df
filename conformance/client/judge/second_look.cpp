#include "conformance/client/judge/second_look.hpp"

#include <algorithm>
#include <array>
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

bool is_doubtful_pass(const Case& one, const Judgement& judgement, const Evidence& seen) {
  constexpr std::int64_t kOwnPauseMinMs = 50;
  constexpr std::size_t kManyPauses = 5;  // of fewer, jitter may make one that short
  if (judgement.verdict != Verdict::pass || !one.id.starts_with("retry/delay/")) return false;
  const auto pauses = pauses_between(seen.cancels());
  if (pauses.size() < (one.id == "retry/delay/01" ? 2 : kManyPauses)) return false;
  return *std::min_element(pauses.begin(), pauses.end()) < kOwnPauseMinMs;
}

}  // namespace everstrike::conformance
